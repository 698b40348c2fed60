# The older name of the same match.
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
iptables -A INPUT -i lo -j ACCEPT
iptables -A INPUT -m state --state RELATED,ESTABLISHED -j ACCEPT
iptables -A INPUT -j DROP
