# Copied from a neighbour: no connection of this machine was opened from that port.
# fails: entry
command -v conntrack > /dev/null || { apt update && apt install -y conntrack; }
curl -sS http://10.77.0.2/ > /dev/null
until conntrack -L -p tcp -d 10.77.0.2 --dport 80 2> /dev/null | grep -q TIME_WAIT; do sleep 0.2; done
set -- $(conntrack -L -p tcp -d 10.77.0.2 --dport 80 2> /dev/null | grep TIME_WAIT | sort -k 3 -n | tail -n 1)
answer entry protocol=tcp number=6 state=TIME_WAIT source=10.77.0.3 source-port=1023 destination=10.77.0.2 destination-port=80 answers-from=10.77.0.2 time-left=100
