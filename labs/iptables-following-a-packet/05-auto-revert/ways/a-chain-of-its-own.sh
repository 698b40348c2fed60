# The block is a chain, which the restore takes away again.
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
iptables-save > /tmp/backup.rules
setsid sh -c 'sleep 12; iptables-restore < /tmp/backup.rules' &
iptables -N BLOCK; iptables -A BLOCK -j REJECT --reject-with icmp-port-unreachable; iptables -I OUTPUT -o eth0 -j BLOCK

sleep 14
curl -sS -m 3 http://10.77.0.2/ > /dev/null
