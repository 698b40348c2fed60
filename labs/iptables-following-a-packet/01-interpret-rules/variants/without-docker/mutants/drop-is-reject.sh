# DROP says nothing to the sender.
# fails: implied
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
policy() { iptables -S "$1" | sed -n "s/^-P $1 //p"; }
answer implied open=let-in closed=rejected leaving=$(policy OUTPUT)
