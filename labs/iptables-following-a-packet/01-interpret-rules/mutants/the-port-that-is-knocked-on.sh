# The container's address with the port of the host.
# fails: published
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
leads() { iptables -t nat -S DOCKER | sed -n "s/.*--dport $1 .*--to-destination //p"; }
inside() { leads "$1" | cut -d : -f 1; }
answer published shop=$(inside {{shop-port}}):{{shop-port}} wiki=$(inside {{wiki-port}}):{{wiki-port}} forum=$(inside {{forum-port}}):{{forum-port}}
