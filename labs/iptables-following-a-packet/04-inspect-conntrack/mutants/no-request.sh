# A ping is no request to a web server.
# fails: request
command -v conntrack > /dev/null || { apt update && apt install -y conntrack; }
ping -c 1 10.77.0.2
