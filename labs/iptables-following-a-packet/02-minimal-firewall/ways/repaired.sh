# The wrong order first, then the DROP is moved to the end.
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
iptables -A INPUT -j DROP
iptables -A INPUT -i lo -j ACCEPT
iptables -A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
iptables -D INPUT 1
iptables -A INPUT -j DROP
