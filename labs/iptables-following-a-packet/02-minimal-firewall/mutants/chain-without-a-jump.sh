# A user chain that no rule jumps to.
# fails: rest-dropped
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
iptables -N FIREWALL
iptables -A FIREWALL -i lo -j ACCEPT
iptables -A FIREWALL -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
iptables -A FIREWALL -j DROP
