# How many there may be for how many there are.
# fails: table
command -v conntrack > /dev/null || { apt update && apt install -y conntrack; }
curl -sS http://10.77.0.2/ > /dev/null
until conntrack -L -p tcp -d 10.77.0.2 --dport 80 2> /dev/null | grep -q TIME_WAIT; do sleep 0.2; done
set -- $(conntrack -L -p tcp -d 10.77.0.2 --dport 80 2> /dev/null | grep TIME_WAIT | sort -k 3 -n | tail -n 1)
answer table count=$(cat /proc/sys/net/netfilter/nf_conntrack_max) limit=$(conntrack -C)
