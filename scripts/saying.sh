# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # variables are shared with the script that reads this
# Telling people what happens. Read by ../packetwalk.

say() { printf '%s\n' "$*"; }
fail() {
    printf '\npacketwalk: %s\n' "$*" >&2
    exit 1
}
step() { printf '\033[1m==>\033[0m %s\n' "$*"; }

# run_logged WHAT LOGFILE COMMAND...: runs a long command with the seconds counting, its output in a file, shown when it fails.
run_logged() {
    local what=$1 log=$2 started=$SECONDS pid status=0
    shift 2
    mkdir -p "$(dirname "$log")"
    "$@" >"$log" 2>&1 </dev/null &
    pid=$!
    # The command runs in the background: make sure that an interrupt does not leave it behind.
    trap 'kill "$pid" 2>/dev/null || true; exit 130' INT TERM
    if [ -t 1 ]; then
        while kill -0 "$pid" 2>/dev/null; do
            printf '\r    %s … %ds ' "$what" $((SECONDS - started))
            sleep 0.5
        done
        printf '\r'
    fi
    wait "$pid" || status=$?
    trap - INT TERM
    if [ "$status" -ne 0 ]; then
        tail -n 40 "$log" >&2
        fail "$what failed (exit $status). The whole output is in $log."
    fi
    say "    $what: done in $((SECONDS - started)) s"
}
