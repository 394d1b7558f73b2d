# shellcheck shell=bash disable=SC2034,SC2154
# Sourced: a work directory and an unprivileged user for what runs in it.
#
# work_dir     makes $work, which is removed when the script ends, with every
#              process that was started through `start` or that runs a server
#              whose data are in $work.  FTF_KEEP=1 keeps the directory.
# own FILE...  gives them to the user that tests run as
# as_user CMD  runs it as that user: PostgreSQL does not run as root
# start CMD    runs it as that user in the background, in a process group of
#              its own; sets $started.  Should this script be killed, it gets
#              $start_death (default: TERM).
# end_started PID  ends it
# run CMD      starts it, waits, and returns its exit status

umask 022
work=
started_groups=()

if [ "$(id -u)" = 0 ]; then
    run_user=postgres
    id -u "$run_user" >/dev/null 2>&1 || run_user=nobody
    drop_root=(--reuid="$run_user" --regid="$(id -g "$run_user")" --init-groups)
else
    run_user=$(id -un)
    drop_root=()
fi

own() {
    [ "$(id -u)" != 0 ] || chown -hR "$run_user:" "$@"
}

as_user() {
    HOME=$work setpriv ${drop_root[@]+"${drop_root[@]}"} -- "$@"
}

# setsid keeps the terminal's Ctrl-C from ending a server before its clients;
# neither it nor setpriv forks here, so that $! is the command itself.
start() {
    HOME=$work setsid setpriv ${drop_root[@]+"${drop_root[@]}"} \
        --pdeathsig "${start_death:-TERM}" -- "$@" </dev/null &
    started=$!
    started_groups+=("$started")
}

run() {
    local status=0
    start "$@"
    wait "$started" || status=$?
    # what it left running, as a test that failed may have
    kill -TERM -- "-$started" 2>/dev/null || true
    unset "started_groups[-1]"
    return "$status"
}

# A server that a test lost: killed by its pid file, if it really runs there.
kill_servers_in() {
    local file pid
    find "$1" -name postmaster.pid 2>/dev/null | while read -r file; do
        pid=$(head -n 1 "$file" 2>/dev/null) || continue
        [ "$(readlink "/proc/$pid/cwd" || true)" != "$(dirname "$file")" ] ||
            kill -QUIT "$pid" 2>/dev/null || true
    done
}

# What does not end within ten seconds is killed.
end_group() {
    local i
    kill -TERM -- "-$1" 2>/dev/null || return 0
    for ((i = 0; i < 100; i++)); do
        kill -0 -- "-$1" 2>/dev/null || return 0
        sleep 0.1
    done
    kill -KILL -- "-$1" 2>/dev/null || true
}

end_started() {
    end_group "$1"
    wait "$1"
}

# A server on its way out can still write: ten seconds long.
remove_work() {
    local i
    for ((i = 0; i < 100; i++)); do
        ! rm -rf --one-file-system "$work" 2>/dev/null || return 0
        sleep 0.1
    done
    rm -rf --one-file-system "$work"
}

clean_up() {
    local status=$? group
    trap '' INT TERM HUP PIPE
    # they would wait for their clients
    kill_servers_in "$work"
    for group in ${started_groups[@]+"${started_groups[@]}"}; do
        end_group "$group"
    done
    wait
    kill_servers_in "$work"
    if [ -n "${FTF_KEEP:-}" ]; then
        echo "kept: $work"
    elif [ -n "$work" ]; then
        remove_work
    fi
    exit "$status"
}

work_dir() {
    local parent=${TMPDIR:-/tmp}
    # the path of a Unix socket has at most 107 bytes, and LD_PRELOAD's no space
    [[ ${#parent} -le 50 && $parent != *[[:space:]:]* ]] || parent=/tmp
    trap clean_up EXIT
    trap 'exit 129' HUP
    trap 'exit 130' INT
    trap 'exit 141' PIPE
    trap 'exit 143' TERM
    work=$(mktemp -d "$parent/ftf_config.XXXXXX")
    own "$work"
}
