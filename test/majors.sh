#!/bin/bash
# Runs `make test` for every supported major, each in a fresh root of the
# Debian that has it, which also tests that a fresh machine needs nothing else.
# As many at a time as there are processors, at most three.
#
#     test/all_majors.sh [MAJOR...]
#
# The last line is "N passed, N failed" over all majors.
set -eu
cd "$(dirname "$0")/.."

cache=${XDG_CACHE_HOME:-$HOME/.cache}/ftf_config
mkdir -p "$cache"
if [ "$(id -u)" != 0 ]; then
    exec sudo -n env XDG_CACHE_HOME="$(dirname "$cache")" "$0" "$@"
fi

# shellcheck source=test/lib/work_dir.sh
. test/lib/work_dir.sh
drop_root=() # mounts and chroot are root's
declare -A suites=([15]=bookworm [17]=trixie [18]=testing)
[ $# -gt 0 ] || set -- 15 17 18

report() { # MAJOR STATUS
    local log=$work/$1.log last
    last=$(grep -E '^[0-9]+ passed, [0-9]+ failed$' "$log" | tail -n 1)
    if [ -z "$last" ]; then
        last='0 passed, 1 failed'
    elif [ "$2" != 0 ]; then
        # a failure that is not among the tests counts as one
        last=$(sed 's/ 0 failed/ 1 failed/' <<<"$last")
    fi
    if [ "$2" = 0 ]; then
        grep '^== .* s$' "$log" || true
    else
        cat "$log"
    fi
    echo "PostgreSQL $1 on ${suites[$1]}: $last"
    echo "$last" >>"$work/totals"
}

work_dir
chmod 711 "$work" # apt's user passes through
declare -A major_of=()
waiting=("$@")
touch "$work/totals"
processors=$(nproc)
while [ ${#waiting[@]} -gt 0 ] || [ ${#major_of[@]} -gt 0 ]; do
    if [ ${#waiting[@]} -gt 0 ] && [ ${#major_of[@]} -lt "$processors" ]; then
        major=${waiting[0]}
        waiting=("${waiting[@]:1}")
        echo "PostgreSQL $major: a fresh root of ${suites[$major]}"
        # whatever happens, mounts and processes end with the namespaces
        start_death=KILL start unshare --mount --mount-proc --ipc --pid \
            --fork --kill-child test/lib/one_major.sh "$major" \
            "${suites[$major]}" "$cache" "$work" >"$work/$major.log" 2>&1
        major_of[$started]=$major
        continue
    fi
    status=0
    wait -n -p done_pid || status=$?
    report "${major_of[$done_pid]}" "$status"
    unset "major_of[$done_pid]"
done

awk '{ passed += $1; failed += $3 }
    END { print passed + 0 " passed, " failed + 0 " failed"; exit !!failed }' \
    "$work/totals"
