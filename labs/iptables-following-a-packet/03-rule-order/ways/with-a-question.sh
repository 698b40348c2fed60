# Nothing but a question to the name server. The DROP means what comes over the network, and went in twice.
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
iptables -F INPUT
iptables -A INPUT -i lo -j ACCEPT
iptables -A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
iptables -A INPUT -j DROP
sleep 1

iptables -I INPUT -i eth0 -j DROP; iptables -I INPUT -i eth0 -j DROP
timeout 4 getent hosts example.com

iptables -D INPUT 1
iptables -L INPUT -n --line-numbers
iptables -D INPUT 1
getent hosts example.com
