# shellcheck shell=sh
# What attach, end and list share. A terminal is a shell in a pseudo-terminal of its own that dtach holds, so that it lives on
# when nobody is connected. Whoever works in the box is root and may break all of this; the next attach then starts afresh.
#
#   /run/packetwalk/terminals/NAME.lock     held while a script changes the terminal
#   /run/packetwalk/terminals/NAME/socket   where dtach listens
#   /run/packetwalk/terminals/NAME/shell    "PID START" of the shell, which leads its session (so PID is the session, too)
#   /run/packetwalk/terminals/NAME/client   "PID START" of the process that is attached
#
# START is the time at which the process started, in clock ticks since boot: a number given again to another process is not
# taken for the first one. The box's first process (src/first.c) opens t1 in the same way; the image brings its folder.

terminals=/run/packetwalk/terminals

fail() {
    printf 'packetwalk: %s\r\n' "$1" >&2
    exit 1
}

check_name() {
    case $1 in
        t[1-9] | t[1-9][0-9]) ;;
        *) fail "no terminal is called '$1': t1 to t99" ;;
    esac
}

# Sets state, parent, session and start of a process from /proc/PID/stat (proc(5)); false when it is gone. A program's name
# stands in parentheses and may hold anything, so what counts begins after the last one.
inspect() {
    { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
    # shellcheck disable=SC2086
    set -- ${stat##*) }
    state=$1 parent=$2 session=$4 start=${20}
}

# Is the process noted in a file still the same one, and alive? Leaves its number in noted.
noted_lives() {
    noted='' noted_start=''
    { read -r noted noted_start <"$1"; } 2>/dev/null || return 1
    case $noted in '' | *[!0-9]*) return 1 ;; esac
    inspect "$noted" && [ "$start" = "$noted_start" ] && [ "$state" != Z ]
}

note() { # FILE PID
    inspect "$2" && printf '%s %s\n' "$2" "$start" >"$1"
}

# Is this process dtach?
is_dtach() {
    program=''
    { read -r program <"/proc/$1/comm"; } 2>/dev/null
    [ "$program" = dtach ]
}

# A terminal runs when its shell does, dtach still holds it, and the socket is there.
runs() {
    noted_lives "$terminals/$1/shell" && [ -S "$terminals/$1/socket" ] && is_dtach "$parent"
}

# Lets one script at a time change a terminal, until this one ends or unlocks it.
lock() {
    umask 077
    [ -d "$terminals" ] || mkdir -p "$terminals" || fail "cannot keep the terminals' state in $terminals: reset this sandbox"
    exec 9>"$terminals/$1.lock"
    flock -w 10 9 || fail 'this terminal is being opened or ended already: try again'
}

unlock() {
    exec 9>&-
}

# The living processes of a session.
members() {
    for process in /proc/[0-9]*; do
        if inspect "${process#/proc/}" && [ "$session" = "$1" ] && [ "$state" != Z ]; then
            printf '%s\n' "${process#/proc/}"
        fi
    done
}

# Ends a terminal: asks all of its session to hang up, waits for two seconds at most, then ends what is left, dtach included.
end_terminal() {
    holder='' leader=''
    if noted_lives "$terminals/$1/shell"; then
        leader=$noted
        if is_dtach "$parent"; then holder=$parent; fi
    elif [ -n "$noted" ] && [ ! -e "/proc/$noted" ]; then
        # The shell has exited; a session that still goes by its number holds what it left in the background.
        leader=$noted
    fi
    [ -z "$leader" ] || end_session "$leader"
    [ -z "$holder" ] || kill -KILL "$holder" 2>/dev/null
    if noted_lives "$terminals/$1/client"; then
        kill -KILL "$noted" 2>/dev/null
    fi
    rm -rf "${terminals:?}/$1"
}

# shellcheck disable=SC2046
end_session() {
    [ -n "$(members "$1")" ] || return 0
    kill -HUP $(members "$1") 2>/dev/null
    # Someone stopped by Ctrl+Z hears it only when it goes on.
    kill -CONT $(members "$1") 2>/dev/null
    rounds=40
    while [ -n "$(members "$1")" ]; do
        if [ "$rounds" -eq 0 ]; then
            kill -KILL $(members "$1") 2>/dev/null
            return 0
        fi
        rounds=$((rounds - 1))
        sleep 0.05
    done
}
