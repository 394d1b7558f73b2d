#!/bin/bash
# Runs a target of make for several majors of PostgreSQL, each in a root of the
# Debian that has it.
#
#     test/majors.sh test [MAJOR...]         everything, in a fresh root: this
#                                            also tests that a fresh machine
#                                            needs nothing else
#     test/majors.sh test-server [MAJOR...]  what can differ between majors, in
#                                            a root that has the packages
#
# Without MAJOR: all of them, but for test-server the one that is installed.
# As many at a time as there are processors.  The last line is "N passed, N
# failed" over all majors.
set -eu
cd "$(dirname "$0")/.."

cache=${XDG_CACHE_HOME:-$HOME/.cache}/ftf_config
mkdir -p "$cache"
if [ "$(id -u)" != 0 ]; then
    exec sudo -n env XDG_CACHE_HOME="$(dirname "$cache")" PG_CONFIG="${PG_CONFIG:-}" "$0" "$@"
fi

# shellcheck source=test/lib/work_dir.sh
. test/lib/work_dir.sh
# shellcheck source=test/lib/sum_up.sh
. test/lib/sum_up.sh
drop_root=() # mounts and chroot are root's
declare -A suites=([15]=bookworm [17]=trixie [18]=testing) major_of=()
target=$1
waiting=("${@:2}")
processors=$(nproc)

choose_majors() {
    local major installed
    installed=$("${PG_CONFIG:-pg_config}" --version 2>/dev/null) || true
    for major in 15 17 18; do
        [[ $target = test-server && $installed =~ ^PostgreSQL\ $major ]] || waiting+=("$major")
    done
}

start_next() {
    local major=${waiting[0]}
    waiting=("${waiting[@]:1}")
    echo "PostgreSQL $major: a root of ${suites[$major]}"
    # whatever happens, mounts and processes end with the namespaces
    start_death=KILL start unshare --mount --mount-proc --ipc --pid \
        --fork --kill-child test/lib/one_major.sh "$target" "$major" \
        "${suites[$major]}" "$cache" "$work" >"$work/$major.log" 2>&1
    major_of[$started]=$major
}

# Whatever was printed, or only the end of it if all went well.
report() { # MAJOR STATUS
    local log=$work/$1.log last
    last=$(grep -E '^[0-9]+ passed, [0-9]+ failed$' "$log" | tail -n 1)
    if [ "$2" = 0 ]; then
        sed -n '/^ *points .* part$/,$p' "$log" | grep -v -x "$last"
    else
        cat "$log"
        # a failure that is not among the tests counts as one
        last=$(sed 's/ 0 failed/ 1 failed/' <<<"${last:-0 passed, 1 failed}")
    fi
    echo "PostgreSQL $1 on ${suites[$1]}: $last"
    echo "$last" >>"$work/totals"
}

work_dir
chmod 711 "$work" # apt's user passes through
touch "$work/totals"
[ ${#waiting[@]} -gt 0 ] || choose_majors
beside=$((${#waiting[@]} < processors ? ${#waiting[@]} : processors))
# run.sh, too, takes one more than there are processors
export FTF_WORKERS=$((processors / beside + 1))
while [ ${#waiting[@]} -gt 0 ] || [ ${#major_of[@]} -gt 0 ]; do
    if [ ${#waiting[@]} -gt 0 ] && [ ${#major_of[@]} -lt "$processors" ]; then
        start_next
        continue
    fi
    status=0
    wait -n -p done_pid || status=$?
    report "${major_of[$done_pid]}" "$status"
    unset "major_of[$done_pid]"
done

sum_totals "$work/totals"
