# The same rules as nft lists them.
command -v nft > /dev/null || { apt update && apt install -y iptables nftables; }
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
leads() { nft list chain ip nat DOCKER | sed -n "s/.*tcp dport $1 .*dnat to //p"; }
policy() { nft list chain ip filter "$1" | sed -n 's/.*policy \([a-z]*\);.*/\1/p' | tr a-z A-Z; }
sleep 4
busiest=$(iptables-save -c -t nat | sed -n 's/^\[\([0-9]*\):.*--dport \([0-9]*\) -j DNAT.*/\1 \2/p' | sort -n | tail -n 1)
answer published shop=$(leads {{shop-port}}) wiki=$(leads {{wiki-port}}) forum=$(leads {{forum-port}})
answer policies input=$(policy INPUT) forward=$(policy FORWARD) output=$(policy OUTPUT) passing=$(policy FORWARD) arriving=$(policy INPUT)
answer busiest port=${busiest#* }
answer fates published=forwarded unpublished=let-in
