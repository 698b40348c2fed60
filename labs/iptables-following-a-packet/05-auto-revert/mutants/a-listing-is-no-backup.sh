# What -L prints is for people: nothing reads it back.
# fails: safety-net/saved
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
iptables -L > /tmp/backup.rules
(sleep 6; iptables-restore < /tmp/backup.rules) &
iptables -A OUTPUT -o eth0 -j DROP

sleep 8
