# The policies, as iptables-save writes them.
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
policy() { iptables-save | sed -n "s/^:$1 \([A-Z]*\) .*/\1/p"; }
answer policies input=$(policy INPUT) forward=$(policy FORWARD) output=$(policy OUTPUT)
answer implied open=let-in closed=dropped leaving=$(policy OUTPUT)
