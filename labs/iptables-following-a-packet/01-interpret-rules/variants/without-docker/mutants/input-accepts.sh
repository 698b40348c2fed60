# As on a fresh machine.
# fails: policies
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
policy() { iptables -S "$1" | sed -n "s/^-P $1 //p"; }
answer policies input=ACCEPT forward=$(policy FORWARD) output=$(policy OUTPUT)
