# Tables of nftables beside those of iptables are in no backup of iptables-save, and iptables-restore leaves them alone.
# fails: safety-net/restored
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
command -v nft > /dev/null || { apt update && apt install -y nftables; }
iptables-save > /tmp/backup.rules
(sleep 6; iptables-restore < /tmp/backup.rules) &
nft -f - <<'RULES'
table inet block {
    chain output {
        type filter hook output priority -10; policy drop;
        oif "lo" accept
    }
}
RULES

sleep 8
