# Firewall, mistake and repair in the language of nftables.
command -v nft > /dev/null || { apt update && apt install -y nftables; }
nft add table inet firewall
nft 'add chain inet firewall input { type filter hook input priority 0; policy drop; }'
nft add rule inet firewall input iifname lo accept
nft add rule inet firewall input ct state established,related accept
sleep 1

nft insert rule inet firewall input counter drop
curl -sS -m 3 http://10.77.0.2/ > /dev/null

nft delete rule inet firewall input handle $(nft -a list chain inet firewall input | sed -n 's/.*counter packets.*drop # handle //p')
curl -sS -m 3 http://10.77.0.2/ > /dev/null
