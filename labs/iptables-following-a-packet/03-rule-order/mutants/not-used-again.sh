# Repaired, but nobody has looked whether it works.
# fails: three-states/back
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
iptables -F INPUT
iptables -A INPUT -i lo -j ACCEPT
iptables -A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
iptables -A INPUT -j DROP
sleep 1

iptables -I INPUT 1 -j DROP
curl -sS -m 3 http://10.77.0.2/ > /dev/null

iptables -D INPUT 1
sleep 1
