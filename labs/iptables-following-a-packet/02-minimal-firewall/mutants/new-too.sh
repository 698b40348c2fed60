# With NEW among the states, every stranger is let in.
# fails: rest-dropped
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
iptables -A INPUT -i lo -j ACCEPT
iptables -A INPUT -m conntrack --ctstate NEW,ESTABLISHED,RELATED -j ACCEPT
iptables -A INPUT -j DROP
