# The loopback is not called localhost: the rule waits for an interface that there is not.
# fails: loopback-in
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
iptables -A INPUT -i localhost -j ACCEPT
iptables -A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
iptables -A INPUT -j DROP
