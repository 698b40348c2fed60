# A connection that is kept open: ESTABLISHED, and days left.
command -v conntrack > /dev/null || { apt update && apt install -y conntrack; }
curl -sS http://10.77.0.2/ > /dev/null
exec 3<> /dev/tcp/10.77.0.2/80
set -- $(conntrack -L -p tcp --state ESTABLISHED -d 10.77.0.2 --dport 80 2> /dev/null | tail -n 1)
answer entry protocol=$1 number=$2 state=$4 source=${5#src=} source-port=${7#sport=} destination=${6#dst=} destination-port=${8#dport=} answers-from=${9#src=} time-left=$3
answer table count=$(conntrack -C) limit=$(cat /proc/sys/net/netfilter/nf_conntrack_max)
exec 3>&-
