# The whole network is let in, so nothing is left to drop.
# fails: rest-dropped
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
iptables -A INPUT -i lo -j ACCEPT
iptables -A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
iptables -A INPUT -i eth0 -j ACCEPT
iptables -A INPUT -j DROP
