# The job scheduler, which counts in minutes.
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
command -v at > /dev/null || { apt update && apt install -y at; }
pgrep -x atd > /dev/null || atd
iptables-save > /tmp/backup.rules
echo 'iptables-restore < /tmp/backup.rules' | at now + 1 minute
iptables -A OUTPUT -o eth0 -j DROP

sleep 65
curl -sS -m 3 http://10.77.0.2/ > /dev/null
