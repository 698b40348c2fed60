# It works, but a person locked out could not have typed it.
# fails: safety-net/restored
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
iptables-save > /tmp/backup.rules
iptables -A OUTPUT -o eth0 -j DROP
sleep 2

iptables-restore < /tmp/backup.rules

sleep 1
curl -sS -m 3 http://10.77.0.2/ > /dev/null
