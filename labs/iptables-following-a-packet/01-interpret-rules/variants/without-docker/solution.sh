# The policies, as -S prints them.
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
policy() { iptables -S "$1" | sed -n "s/^-P $1 //p"; }
answer policies input=$(policy INPUT) forward=$(policy FORWARD) output=$(policy OUTPUT)
answer implied open=let-in closed=dropped leaving=$(policy OUTPUT)
