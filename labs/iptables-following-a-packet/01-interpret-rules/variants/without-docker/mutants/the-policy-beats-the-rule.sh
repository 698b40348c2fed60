# As if the policy came first.
# fails: implied
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
policy() { iptables -S "$1" | sed -n "s/^-P $1 //p"; }
answer implied open=dropped closed=dropped leaving=$(policy OUTPUT)
