# The command that was made for this: nobody answers its question, so it takes the rules back.
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
iptables-save > /tmp/backup.rules
sed 's/^:OUTPUT ACCEPT/:OUTPUT DROP/' /tmp/backup.rules > /tmp/blocked.rules
iptables-apply -t 12 /tmp/blocked.rules < /dev/tty

sleep 2
curl -sS -m 3 http://10.77.0.2/ > /dev/null
