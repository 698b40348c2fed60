# The same from what -L prints: the policy in brackets, dpt: and to: in the DNAT lines, pkts in front.
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
leads() { iptables -t nat -L DOCKER -n | sed -n "s/.*dpt:$1 to://p"; }
policy() { iptables -L "$1" -n | sed -n 's/.*(policy \([A-Z]*\).*/\1/p'; }
sleep 4
busiest=$(iptables -t nat -L DOCKER -n -v -x | awk '/DNAT/ && $1 >= most { most = $1; port = $0; sub(/.*dpt:/, "", port); sub(/ .*/, "", port) } END { print port }')
answer published shop=$(leads {{shop-port}}) wiki=$(leads {{wiki-port}}) forum=$(leads {{forum-port}})
answer policies input=$(policy INPUT) forward=$(policy FORWARD) output=$(policy OUTPUT) passing=$(policy FORWARD) arriving=$(policy INPUT)
answer busiest port=$busiest
answer fates published=forwarded unpublished=let-in
