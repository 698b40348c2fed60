# How many there may be for how many there are.
# fails: table
command -v conntrack > /dev/null || { apt update && apt install -y conntrack; }
curl -sS http://10.77.0.2/ > /dev/null
answer table count=$(cat /proc/sys/net/netfilter/nf_conntrack_max) limit=$(conntrack -C)
