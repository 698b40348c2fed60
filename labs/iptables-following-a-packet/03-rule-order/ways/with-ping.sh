# A ping is a connection of one's own as well, to connection tracking.
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
iptables -F INPUT
iptables -A INPUT -i lo -j ACCEPT
iptables -A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
iptables -A INPUT -j DROP
sleep 1

iptables -I INPUT 1 -j DROP
ping -c 1 -W 2 10.77.0.2

iptables -D INPUT 1
ping -c 1 -W 2 10.77.0.2
