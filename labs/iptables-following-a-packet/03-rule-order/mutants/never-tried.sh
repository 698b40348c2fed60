# In and out again, without a look at what it does.
# fails: three-states/tried
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
iptables -F INPUT
iptables -A INPUT -i lo -j ACCEPT
iptables -A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
iptables -A INPUT -j DROP
sleep 1

iptables -I INPUT 1 -j DROP
sleep 1
iptables -D INPUT 1
sleep 1
