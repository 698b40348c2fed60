# All three in a chain of their own.
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
iptables -N FIREWALL
iptables -A FIREWALL -i lo -j RETURN
iptables -A FIREWALL -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
iptables -A FIREWALL -j DROP
iptables -A INPUT -j FIREWALL
