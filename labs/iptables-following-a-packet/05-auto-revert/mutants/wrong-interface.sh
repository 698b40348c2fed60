# The machine cannot talk to itself, and to everybody else as before.
# fails: safety-net/blocked
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
iptables-save > /tmp/backup.rules
(sleep 6; iptables-restore < /tmp/backup.rules) &
iptables -A OUTPUT -o lo -j DROP

sleep 8
