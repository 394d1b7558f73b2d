#!/bin/bash
# What each operation costs and what it grows with: microseconds a call, each
# condition beside the same operation in a small store, in one run.
#
# FTF_BENCH_REVISIONS (20000) is how long the history gets.
set -eu
cd "$(dirname "$0")/../.."
# shellcheck source=test/lib/work_dir.sh
. test/lib/work_dir.sh
# shellcheck source=test/lib/private_server.sh
. test/lib/private_server.sh

revisions=${FTF_BENCH_REVISIONS:-20000}

query() { # DATABASE [PSQL OPTIONS]
    local database=$1
    shift
    "$bindir/psql" -Xq -v ON_ERROR_STOP=1 -d "$database" \
        -c 'SET client_min_messages = warning' "$@"
}

make_store() { # DATABASE PARAMETERS
    query postgres -c "CREATE DATABASE $1"
    query "$1" -c 'CREATE EXTENSION ftf_config' -f "$work/functions.sql" \
        -c "CALL bench.fill($2)" -c "CALL bench.lengthen_history(20)"
}

# A pipeline that took its snapshot and leaves its transaction open.
open_pipeline() { # DATABASE
    mkfifo "$work/pipeline"
    "$bindir/psql" -Xq -d "$1" -f "$work/pipeline" >"$work/pipeline.out" &
    exec 7>"$work/pipeline"
    echo "BEGIN; SELECT ftf_snapshot('the open run'); SELECT 'open';" >&7
    until grep -q open "$work/pipeline.out"; do sleep 0.05; done
}

report() { # DATABASE: conditions beside "small"
    query "$1" -P border=2 -P footer=off -c "
        SELECT r.operation, r.condition, r.microseconds AS \"µs\",
            s.microseconds AS \"µs, small\",
            round(r.microseconds / nullif(s.microseconds, 0), 2) AS ratio
        FROM bench.result r
        JOIN bench.result s ON s.operation = r.operation AND s.condition = 'small'
        WHERE r.condition <> 'small'
        ORDER BY r.operation, r.id"
}

work_dir
install_postgres
start_server 'autovacuum = off' 'synchronous_commit = off'
cp test/bench/functions.sql "$work"
own "$work/functions.sql"

make_store long 200
query long -c "CALL bench.measure_all('small')"
query long -c "CALL bench.lengthen_history($revisions)" \
    -c "CALL bench.take_runs('many', $revisions)" -c 'VACUUM' \
    -c "CALL bench.measure_all('long history, many runs')"
open_pipeline long
query long -c "CALL bench.lengthen_history($revisions)" \
    -c "CALL bench.measure_all('a pipeline open meanwhile')"
exec 7>&-

make_store wide 200
query wide -c "CALL bench.measure_all('small')" -c 'CALL bench.fill(3000)' \
    -c "CALL bench.measure_all('3,000 parameters')" \
    -c 'CALL bench.fill(100000)' -c "CALL bench.measure_all('100,000 parameters')"

echo "A history of $revisions revisions and $revisions runs; then as many revisions again"
echo 'while a transaction with a snapshot stays open:'
report long
echo 'A store of more parameters:'
report wide
