# Strangers go to a chain of their own, and nobody comes back from there.
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
iptables -N STRANGERS
iptables -A STRANGERS -j DROP
iptables -A INPUT ! -i lo -m conntrack --ctstate NEW,INVALID -g STRANGERS
iptables -A INPUT -j ACCEPT
