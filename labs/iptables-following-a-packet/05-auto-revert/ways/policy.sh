# Blocked by the policy of OUTPUT: iptables-restore brings policies back as well.
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
iptables-save > /tmp/backup.rules
(sleep 12; iptables-restore < /tmp/backup.rules) &
iptables -P OUTPUT DROP

sleep 14
curl -sS -m 3 http://10.77.0.2/ > /dev/null
