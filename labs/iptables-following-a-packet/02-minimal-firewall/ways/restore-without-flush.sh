# Some rules were there already; what is missing is added from a file, without flushing.
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
iptables -A INPUT -i lo -j ACCEPT
printf '%s\n' '*filter' '-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT' '-A INPUT -j DROP' COMMIT > /tmp/more.rules
iptables-restore -n < /tmp/more.rules
