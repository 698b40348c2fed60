# All in the foreground: block, wait, restore. The terminal is busy meanwhile, and it all happens without a hand.
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
iptables-save -f /tmp/backup.rules
sleep 2

iptables -A OUTPUT -o eth0 -j DROP; sleep 12; iptables-restore /tmp/backup.rules; sleep 1; curl -sS -m 3 http://10.77.0.2/ > /dev/null
