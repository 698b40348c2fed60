# A shell that goes on when the terminal is closed, and a backup made through tee.
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
iptables-save | tee /tmp/backup.rules
nohup sh -c 'sleep 12; iptables-restore /tmp/backup.rules' > /dev/null 2>&1 &
iptables -I OUTPUT ! -o lo -j DROP

sleep 14
curl -sS -m 3 http://10.77.0.2/ > /dev/null
