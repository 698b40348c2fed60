# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # variables are shared with the script that reads this
# The server: started, stopped, looked after. Read by ../packetwalk.

server_pid() {
    local pid
    [ -f "$PID_FILE" ] || return 1
    pid=$(cat "$PID_FILE")
    # A pid alone may have been given to another program since: look whether it is ours.
    [ -n "$pid" ] && [ -r "/proc/$pid/cmdline" ] && grep -qz 'quarkus-run.jar' "/proc/$pid/cmdline" && echo "$pid"
}

running_app() {
    local pid
    pid=$(server_pid) || { echo none; return; }
    tr '\0' '\n' <"/proc/$pid/cmdline" | sed -n 's|/quarkus-run.jar$||p' | head -n 1
}

link() { echo "http://$([ "$HOST" = 0.0.0.0 ] && hostname -f || echo "$HOST"):$PORT/"; }

healthy() { curl -fsS --max-time 2 "http://$([ "$HOST" = 0.0.0.0 ] && echo 127.0.0.1 || echo "$HOST"):$PORT/q/health/ready"; }

start_server() {
    local pid first=() tuned=()
    step "Server"
    if pid=$(server_pid); then
        if [ "$(running_app)" = "$APP" ]; then
            wait_for 60 "the server (see $LOG)" healthy
            say "    already running (pid $pid)"
            return
        fi
        say "    an older build is running: restarting (learners keep their machines)"
        stop_server
    fi
    if (exec 3<>"/dev/tcp/${HOST/0.0.0.0/127.0.0.1}/$PORT") 2>/dev/null; then
        fail "port $PORT is taken by another program. Choose one with PACKETWALK_PORT=… ./packetwalk up"
    fi
    # One generation of log is kept; the server itself rotates nothing.
    [ -f "$LOG" ] && mv -f "$LOG" "$LOG.1"
    # Pages and grades go before the making of machines and what learners run in them, where we may say so.
    # Where the kernel groups processes by session, niceness counts within the group, and the group has its own: for all of the server as one.
    [ "$(nice -n -5 nice 2>/dev/null)" -ge "$(nice)" ] ||
        first=(nice -n -5 bash -c '{ echo -15 >/proc/self/autogroup; } 2>/dev/null; exec "$@"' server)
    tuned=(
        # The better compiler pays only after days, and takes a processor of two while a class begins. The fast one comes early instead: a
        # few learners have warmed the server for all others.
        -XX:TieredStopAtLevel=1 -XX:CompileThresholdScaling=0.05 -XX:ReservedCodeCacheSize=192m -XX:MetaspaceSize=128m
        # Requests go on as the kernel lets them, not in the order in which they came: a page does not wait behind fifty learners who begin.
        "-Djdk.virtualThreadScheduler.parallelism=$((8 * $(nproc)))"
    )
    # Where processors are few, the collector that takes least of them; with so small a heap it stops for 10 ms.
    [ "$(nproc)" -gt 2 ] || tuned+=(-XX:+UseSerialGC -Xmn64m)
    # setsid: the server outlives this script and its terminal.
    PACKETWALK_DATA=$DATA PACKETWALK_LABS=${PACKETWALK_LABS:-$APP/labs} \
        QUARKUS_HTTP_HOST=$HOST QUARKUS_HTTP_PORT=$PORT \
        setsid "${first[@]}" "$JAVA_HOME/bin/java" -Xmx"${PACKETWALK_HEAP:-768m}" -XX:+ExitOnOutOfMemoryError "${tuned[@]}" --enable-native-access=ALL-UNNAMED \
        --sun-misc-unsafe-memory-access=allow -jar "$APP/quarkus-run.jar" >"$LOG" 2>&1 </dev/null &
    pid=$!
    echo "$pid" >"$PID_FILE"
    local deadline=$((SECONDS + 90))
    until healthy >/dev/null 2>&1; do
        kill -0 "$pid" 2>/dev/null || { tail -n 30 "$LOG" >&2; fail "the server ended while starting. Its log is $LOG."; }
        [ "$SECONDS" -lt "$deadline" ] || fail "the server did not get ready within 90 s. Its log is $LOG."
        sleep 0.1
    done
    say "    running (pid $pid), log in $LOG"
}

stop_server() {
    local pid deadline=$((SECONDS + 20))
    pid=$(server_pid) || return 0
    kill "$pid"
    while kill -0 "$pid" 2>/dev/null; do
        if [ "$SECONDS" -ge "$deadline" ]; then
            say "    it does not stop by itself: ending it"
            kill -9 "$pid"
            break
        fi
        sleep 0.1
    done
    rm -f "$PID_FILE"
}

# The link by which the administrator makes their account, while it waits to be used: the server prints it at its start.
administrator_link() {
    grep -q "the administrator's link was used" "$LOG" && return
    sed -n "s|.*administrator makes their account at http://[^/]*/\\(links/[A-Za-z0-9_-]\\{43\\}\\).*|$(link)\\1|p" "$LOG" | tail -n 1
}

up() {
    local first
    mkdir -p "$DATA/log"
    prepare
    start_server
    say ""
    say "Packetwalk is ready: $(link)"
    first=$(administrator_link)
    if [ -n "$first" ]; then
        say ""
        say "Nobody is in charge of it yet. Make the administrator's account here (works once, within 24 hours of the start):"
        say "    $first"
    fi
}

owned_containers() {
    [ -f "$DATA/installation" ] || return 0
    docker ps -aq --no-trunc --filter "label=dev.packetwalk.installation=$(cat "$DATA/installation")"
}

down() {
    local purge=no yes=no argument containers
    for argument in "$@"; do
        case $argument in
            --purge) purge=yes ;;
            --yes) yes=yes ;;
            *) fail "down takes --purge and --yes, not '$argument'." ;;
        esac
    done
    if [ "$purge" = yes ] && [ "$yes" = no ]; then
        [ -t 0 ] || fail "--purge deletes every learner's progress in $DATA. Add --yes to confirm."
        read -r -p "Delete every learner's progress in $DATA, and the images? Type 'purge' to confirm: " argument
        [ "$argument" = purge ] || fail "nothing was changed."
    fi
    step "Stopping"
    stop_server
    containers=$(owned_containers)
    if [ -n "$containers" ]; then
        # Boxes before keepers or not: both go at once, and nothing else belongs to them.
        xargs docker rm -f >/dev/null <<<"$containers"
        say "    $(wc -l <<<"$containers") containers removed"
    fi
    if [ "$purge" = yes ]; then
        rm -rf "$DATA" "$CACHE/app"
        docker images --format '{{.Repository}}:{{.Tag}}' | grep -E '^packetwalk/(box|keeper|base):' | xargs -r docker rmi >/dev/null || true
        say "    data and images deleted"
    fi
    say "    stopped"
}

status() {
    local pid
    if pid=$(server_pid); then
        say "Server: running (pid $pid), $(link)"
    else
        say "Server: not running. Start it with ./packetwalk up"
    fi
    if [ -n "$(engine_answers)" ]; then
        say "Containers: $(owned_containers | wc -l)"
    else
        say "Docker engine: not running"
    fi
    say "Data: $DATA"
}
