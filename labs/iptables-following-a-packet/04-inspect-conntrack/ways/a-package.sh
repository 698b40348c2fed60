# The connection over which apt has fetched its lists is one's own as well; read from the kernel's file.
command -v conntrack > /dev/null || { apt update && apt install -y conntrack; }
curl -sS http://10.77.0.2/ > /dev/null
apt update
until grep -w dst=203.0.113.10 /proc/net/nf_conntrack | grep -q TIME_WAIT; do sleep 0.2; done
set -- $(grep -w dst=203.0.113.10 /proc/net/nf_conntrack | grep TIME_WAIT | tail -n 1)
answer entry protocol=$3 number=$4 state=$6 source=${7#src=} source-port=${9#sport=} destination=${8#dst=} destination-port=${10#dport=} answers-from=${11#src=} time-left=$5
answer table count=$(wc -l < /proc/net/nf_conntrack) limit=$(sysctl -n net.netfilter.nf_conntrack_max)
