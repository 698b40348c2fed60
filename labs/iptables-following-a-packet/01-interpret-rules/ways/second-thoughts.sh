# Wrong at first, then corrected: the latest answer counts.
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
leads() { iptables -t nat -S DOCKER | sed -n "s/.*--dport $1 .*--to-destination //p"; }
policy() { iptables -S "$1" | sed -n "s/^-P $1 //p"; }
sleep 4
busiest=$(iptables-save -c -t nat | sed -n 's/^\[\([0-9]*\):.*--dport \([0-9]*\) -j DNAT.*/\1 \2/p' | sort -n | tail -n 1)
answer published shop=10.77.0.3:{{shop-port}} wiki=10.77.0.3:{{wiki-port}} forum=10.77.0.3:{{forum-port}}
answer published shop=$(leads {{shop-port}}) wiki=$(leads {{wiki-port}}) forum=$(leads {{forum-port}})
answer policies input=$(policy INPUT) forward=$(policy FORWARD) output=$(policy OUTPUT) passing=$(policy FORWARD) arriving=$(policy INPUT)
answer busiest port=${busiest#* }
answer fates published=let-in unpublished=dropped
answer fates published=forwarded unpublished=let-in
