# A fine firewall in the wrong chain.
# fails: rest-dropped
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
iptables -A OUTPUT -o lo -j ACCEPT
iptables -A OUTPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
iptables -A OUTPUT -j DROP
