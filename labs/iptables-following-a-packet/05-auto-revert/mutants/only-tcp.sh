# The name server can still be asked.
# fails: safety-net/blocked
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
iptables-save > /tmp/backup.rules
(sleep 6 && iptables-restore < /tmp/backup.rules) &
iptables -A OUTPUT -o eth0 -p tcp -j DROP

sleep 8
curl -sS -m 3 http://10.77.0.2/ > /dev/null
