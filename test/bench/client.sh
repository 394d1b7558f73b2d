#!/bin/bash
# What a start of the client costs beside psql, the real one: milliseconds a
# command, the best of several rounds in turn, since other work on the machine
# only ever adds.
#
# FTF_BENCH_CALLS (100) is how many commands a round has.
set -eu
cd "$(dirname "$0")/../.."
# shellcheck source=test/lib/work_dir.sh
. test/lib/work_dir.sh
# shellcheck source=test/lib/private_server.sh
. test/lib/private_server.sh

calls=${FTF_BENCH_CALLS:-100}
rounds=7
declare -A best

repeat() { # COMMAND...
    local i
    for ((i = 0; i < calls; i++)); do "$@" >"$work/out"; done
}

measure() { # NAME COMMAND...: keeps the best time
    local name=$1 began=${EPOCHREALTIME/./} took
    shift
    repeat "$@"
    took=$((${EPOCHREALTIME/./} - began))
    [ -n "${best[$name]:-}" ] && [ "${best[$name]}" -le "$took" ] || best[$name]=$took
}

report() { # NAME BESIDE
    awk -v name="$1" -v took="${best[$1]}" -v beside="${best[$2]}" -v calls="$calls" 'BEGIN {
        printf "%-28s %6.2f ms %8.2f\n", name, took / calls / 1000, took / beside }'
}

work_dir
install_postgres
start_server
"$bindir/psql" -Xq -v ON_ERROR_STOP=1 -v baseline="$(cat test/data/ftf_baseline.json)" <<'SQL'
CREATE EXTENSION ftf_config;
SELECT ftf_apply(:'baseline', 'baseline') AS revision \gset
SQL

for ((round = 0; round < rounds; round++)); do
    measure 'psql -XAtc' "$bindir/psql" -XAtc "SELECT ftf_get('CVN_ATR_PERIOD')"
    measure 'ftf get' "$bindir/ftf" get CVN_ATR_PERIOD
done
printf '%-28s %9s %8s\n' command best ratio
report 'psql -XAtc' 'psql -XAtc'
report 'ftf get' 'psql -XAtc'
