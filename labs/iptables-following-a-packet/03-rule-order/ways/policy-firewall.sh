# A firewall whose last word is its policy.
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
iptables -F INPUT
iptables -A INPUT -i lo -j ACCEPT
iptables -A INPUT -m state --state ESTABLISHED,RELATED -j ACCEPT
iptables -P INPUT DROP
sleep 1

iptables -I INPUT 1 -j DROP
curl -sS -m 3 http://10.77.0.2/ > /dev/null

iptables -D INPUT 1
curl -sS -m 3 http://10.77.0.2/ > /dev/null
