# The way back as a script of its own, which outlives the shell.
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
iptables-save > /tmp/backup.rules
cat > /tmp/revert.sh <<'SCRIPT'
#!/bin/sh
sleep 12
iptables-restore /tmp/backup.rules
SCRIPT
chmod +x /tmp/revert.sh
nohup /tmp/revert.sh > /dev/null 2>&1 &
iptables -I OUTPUT -j DROP

sleep 14
curl -sS -m 3 http://10.77.0.2/ > /dev/null
