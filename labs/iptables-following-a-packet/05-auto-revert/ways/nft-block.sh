# Blocked by a table of nftables, which goes away as a whole; the backup is there as well.
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
command -v nft > /dev/null || { apt update && apt install -y nftables; }
iptables-save > /tmp/backup.rules
(sleep 12; nft delete table inet block; iptables-restore < /tmp/backup.rules) &
nft -f - <<'RULES'
table inet block {
    chain output {
        type filter hook output priority -10; policy drop;
        oif "lo" accept
    }
}
RULES

sleep 14
curl -sS -m 3 http://10.77.0.2/ > /dev/null
