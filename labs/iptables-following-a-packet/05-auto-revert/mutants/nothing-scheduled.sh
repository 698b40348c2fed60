# Blocked without a way back.
# fails: safety-net/restored
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
iptables-save > /tmp/backup.rules
iptables -A OUTPUT -o eth0 -j DROP

sleep 3
