# Save, schedule, block, and wait.
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
iptables-save > /tmp/backup.rules
(sleep 12 && iptables-restore < /tmp/backup.rules) &
iptables -A OUTPUT -o eth0 -j DROP

sleep 14
curl -sS -m 3 http://10.77.0.2/ > /dev/null
