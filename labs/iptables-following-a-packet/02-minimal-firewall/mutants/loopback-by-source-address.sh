# A machine also talks to itself under its other addresses, over lo.
# fails: loopback-in
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
iptables -A INPUT -s 127.0.0.1 -j ACCEPT
iptables -A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
iptables -A INPUT -j DROP
