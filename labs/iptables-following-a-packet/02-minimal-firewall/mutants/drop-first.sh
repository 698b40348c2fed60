# The right rules in the wrong order: nothing below the first is ever reached.
# fails: accepts-first
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
iptables -A INPUT -j DROP
iptables -A INPUT -i lo -j ACCEPT
iptables -A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
