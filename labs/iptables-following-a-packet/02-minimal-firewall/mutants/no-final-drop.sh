# Two accepts in front of a policy that accepts everything anyway.
# fails: rest-dropped
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
iptables -A INPUT -i lo -j ACCEPT
iptables -A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
