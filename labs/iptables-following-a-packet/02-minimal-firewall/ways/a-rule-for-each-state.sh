# One rule for each state, and INVALID dropped early.
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
iptables -A INPUT -m conntrack --ctstate INVALID -j DROP
iptables -A INPUT -m conntrack --ctstate RELATED -j ACCEPT
iptables -A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT
iptables -A INPUT ! -i lo -j DROP
