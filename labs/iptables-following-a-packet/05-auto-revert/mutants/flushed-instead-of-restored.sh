# Everything open is not what it was.
# fails: safety-net/restored
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
iptables-save > /tmp/backup.rules
(sleep 6; iptables -P INPUT ACCEPT; iptables -F) &
iptables -A OUTPUT -o eth0 -j DROP

sleep 8
curl -sS -m 3 http://10.77.0.2/ > /dev/null
