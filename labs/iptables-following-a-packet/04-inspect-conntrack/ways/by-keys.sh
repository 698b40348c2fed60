# Field by field, by the names that stand before the values.
command -v conntrack > /dev/null || { apt update && apt install -y conntrack; }
curl -sS http://10.77.0.2/ > /dev/null
until conntrack -L -p tcp -d 10.77.0.2 --dport 80 2> /dev/null | grep -q TIME_WAIT; do sleep 0.2; done
line=$(conntrack -L -p tcp -d 10.77.0.2 --dport 80 2> /dev/null | grep TIME_WAIT | sort -k 3 -n | tail -n 1)
first() { echo "$line" | grep -o "$1=[^ ]*" | head -n 1 | cut -d = -f 2; }
second() { echo "$line" | grep -o "$1=[^ ]*" | tail -n 1 | cut -d = -f 2; }
answer entry protocol=TCP number=6 state=time_wait source=$(first src) source-port=$(first sport) destination=$(first dst) destination-port=$(first dport) answers-from=$(second src) time-left=$(echo "$line" | awk '{ print $3 }')
answer table count=$(conntrack -L 2> /dev/null | wc -l) limit=$(sysctl -n net.netfilter.nf_conntrack_max)
