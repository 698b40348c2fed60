# cron restores once a minute, needed or not.
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
command -v cron > /dev/null || { apt update && apt install -y cron; }
iptables-save > /tmp/backup.rules
echo '* * * * * root /usr/sbin/iptables-restore < /tmp/backup.rules' > /etc/cron.d/revert
pgrep -x cron > /dev/null || cron
iptables -A OUTPUT -o eth0 -j DROP

sleep 65
curl -sS -m 3 http://10.77.0.2/ > /dev/null
