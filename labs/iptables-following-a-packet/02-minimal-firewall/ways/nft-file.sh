# One file for nft, in which a map decides about the states.
command -v nft > /dev/null || { apt update && apt install -y nftables; }
nft -f - <<'RULES'
table inet firewall {
    chain input {
        type filter hook input priority filter; policy drop;
        iif "lo" accept
        ct state vmap { established : accept, related : accept, invalid : drop }
        counter drop
    }
}
RULES
