# Turned away instead of dropped; the rule is taken out again rather than everything restored.
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
iptables-save > /tmp/backup.rules
(sleep 12; iptables -D OUTPUT -j REJECT) &
iptables -A OUTPUT -j REJECT

sleep 14
curl -sS -m 3 http://10.77.0.2/ > /dev/null
