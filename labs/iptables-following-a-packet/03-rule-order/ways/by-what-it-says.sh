# Deleted by its words instead of its number: the first one that fits goes.
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
iptables -F INPUT
iptables -A INPUT -i lo -j ACCEPT
iptables -A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
iptables -A INPUT -j DROP
sleep 1

iptables -I INPUT -j DROP
curl -sS -m 3 http://10.77.0.2/ > /dev/null

iptables -D INPUT -j DROP
curl -sS -m 3 http://10.77.0.2/ > /dev/null
