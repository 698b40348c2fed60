# What is to be dropped, said in one rule; the rest is left to the policy.
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
iptables -A INPUT ! -i lo -m conntrack ! --ctstate ESTABLISHED,RELATED -j DROP
