# The lines of shop and wiki, exchanged.
# fails: published
command -v iptables > /dev/null || { apt update && apt install -y iptables; }
leads() { iptables -t nat -S DOCKER | sed -n "s/.*--dport $1 .*--to-destination //p"; }
answer published shop=$(leads {{wiki-port}}) wiki=$(leads {{shop-port}}) forum=$(leads {{forum-port}})
