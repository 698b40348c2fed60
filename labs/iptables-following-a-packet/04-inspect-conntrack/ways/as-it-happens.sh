# Watched while it happens; what the entry showed for a moment only is right, too.
command -v conntrack > /dev/null || { apt update && apt install -y conntrack; }
conntrack -E -p tcp --dport 80 > /tmp/seen 2> /dev/null & sleep 1; curl -sS http://10.77.0.2/ > /dev/null; sleep 1; kill $!
set -- $(grep -w ESTABLISHED /tmp/seen | tail -n 1)
answer entry protocol=$2 number=$3 state=$5 source=${6#src=} source-port=${8#sport=} destination=${7#dst=} destination-port=${9#dport=} answers-from=${10#src=} time-left=$4
answer table count=$(conntrack -C) limit=$(sysctl -n net.netfilter.nf_conntrack_max)
