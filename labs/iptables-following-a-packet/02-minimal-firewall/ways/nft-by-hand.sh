# The same firewall in the language of nftables.
command -v nft > /dev/null || { apt update && apt install -y nftables; }
nft add table inet firewall
nft 'add chain inet firewall input { type filter hook input priority 0; policy drop; }'
nft add rule inet firewall input iifname lo accept
nft add rule inet firewall input ct state established,related accept
