# What comes back is the block.
# fails: safety-net/blocked
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
iptables -A OUTPUT -o eth0 -j DROP
sleep 1
iptables-save > /tmp/backup.rules
(sleep 6 && iptables-restore < /tmp/backup.rules) &

sleep 8
curl -sS -m 3 http://10.77.0.2/ > /dev/null
