# One of the two words for the other.
# fails: policies
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
policy() { iptables -S "$1" | sed -n "s/^-P $1 //p"; }
if [ "$(policy FORWARD)" = DROP ]; then other=ACCEPT; else other=DROP; fi
answer policies input=DROP forward=$other output=$(policy OUTPUT)
