# Read at once, answered after a while: the time left has run down since.
command -v conntrack > /dev/null || { apt update && apt install -y conntrack; }
curl -sS http://10.77.0.2/ > /dev/null
until conntrack -L -p tcp -d 10.77.0.2 --dport 80 2> /dev/null | grep -q TIME_WAIT; do sleep 0.2; done
set -- $(conntrack -L -p tcp -d 10.77.0.2 --dport 80 2> /dev/null | grep TIME_WAIT | sort -k 3 -n | tail -n 1)
sleep 8
answer entry protocol=$1 number=$2 state=$4 source=${5#src=} source-port=${7#sport=} destination=${6#dst=} destination-port=${8#dport=} answers-from=${9#src=} time-left=$3
answer table count=$(conntrack -C) limit=$(cat /proc/sys/net/netfilter/nf_conntrack_max)
