# Copied from a neighbour: no connection of this machine was opened from that port.
# fails: entry
command -v conntrack > /dev/null || { apt update && apt install -y conntrack; }
curl -sS http://10.77.0.2/ > /dev/null
answer entry protocol=tcp number=6 state=TIME_WAIT source=10.77.0.3 source-port=1023 destination=10.77.0.2 destination-port=80 answers-from=10.77.0.2 time-left=100
