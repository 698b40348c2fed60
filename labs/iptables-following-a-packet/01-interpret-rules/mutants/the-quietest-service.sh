# The lowest counter instead of the highest.
# fails: busiest
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
sleep 4
busiest=$(iptables-save -c -t nat | sed -n 's/^\[\([0-9]*\):.*--dport \([0-9]*\) -j DNAT.*/\1 \2/p' | sort -n | head -n 1)
answer busiest port=${busiest#* }
