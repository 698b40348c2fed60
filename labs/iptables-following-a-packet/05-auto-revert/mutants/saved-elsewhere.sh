# The way back works, but it does not lead through the file that was asked for.
# fails: safety-net/saved
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
iptables-save > /root/backup.rules
(sleep 6 && iptables-restore < /root/backup.rules) &
iptables -A OUTPUT -o eth0 -j DROP

sleep 8
curl -sS -m 3 http://10.77.0.2/ > /dev/null
