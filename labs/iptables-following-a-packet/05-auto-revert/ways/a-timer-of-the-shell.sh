# timeout as a clock, counters kept in the backup, and a block that stands in a table of its own.
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
iptables-save -c > /tmp/backup.rules
(timeout 12 tail -f /dev/null; iptables-restore -c < /tmp/backup.rules; iptables -t raw -F) > /dev/null 2>&1 &
iptables -t raw -A OUTPUT -o eth0 -j DROP

sleep 14
curl -sS -m 3 http://10.77.0.2/ > /dev/null
