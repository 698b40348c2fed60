# Built from the last rule to the first.
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
iptables -I INPUT -j DROP
iptables -I INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
iptables -I INPUT -i lo -j ACCEPT
