# The policies, in brackets behind the names.
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
policy() { iptables -L "$1" -n | sed -n 's/.*(policy \([A-Z]*\).*/\1/p'; }
answer policies input=$(policy INPUT) forward=$(policy FORWARD) output=$(policy OUTPUT)
answer implied open=let-in closed=dropped leaving=$(policy OUTPUT)
