# Without flushing, the backup comes on top of the block instead of in its place.
# fails: safety-net/restored
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
iptables-save > /tmp/backup.rules
(sleep 6; iptables-restore -n < /tmp/backup.rules) &
iptables -A OUTPUT -o eth0 -j DROP

sleep 8
curl -sS -m 3 http://10.77.0.2/ > /dev/null
