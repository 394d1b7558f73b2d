#!/bin/bash
# What the console's read routes cost: requests a second and latency by wrk,
# with 195 and 3,000 parameters, and its resident memory before and after many
# requests. One person asks, and is answered one after the other where the
# database is asked.
#
# FTF_BENCH_SECONDS (10) is how long each route is asked, FTF_BENCH_REQUESTS
# (100000) how many requests memory is looked at over, FTF_BENCH_ENTRIES
# (20000) how many entries the history of 3,000 parameters has.
set -eu
cd "$(dirname "$0")/../.."
# shellcheck source=test/lib/work_dir.sh
. test/lib/work_dir.sh
# shellcheck source=test/lib/private_server.sh
. test/lib/private_server.sh

seconds=${FTF_BENCH_SECONDS:-10}
requests=${FTF_BENCH_REQUESTS:-100000}
entries=${FTF_BENCH_ENTRIES:-20000}
connections=8
warm_up=2000
routes=(/ /healthz /api/session /api/parameters /api/parameters/CVN_ATR_PERIOD
    '/api/history?limit=100' '/api/history?text=tune&limit=100' /api/runs /api/head)

query() {
    "$bindir/psql" -XAtq -v ON_ERROR_STOP=1 \
        -c 'SET client_min_messages = warning' "$@"
}

make_store() { # NAME ENTRIES SQL: a database with parameters, history and runs
    query -c "CREATE DATABASE $1"
    query -d "$1" -c 'CREATE EXTENSION ftf_config' -c "$3" -c "DO \$\$
        BEGIN
            FOR i IN 1 .. $2 LOOP
                PERFORM ftf_set('CVN_ATR_PERIOD', (100 + i)::text, 'tune ' || i);
                IF i % 500 = 0 THEN
                    PERFORM ftf_snapshot('run-' || i);
                    COMMIT;
                END IF;
            END LOOP;
        END \$\$" -c 'VACUUM ANALYZE' \
        -c "SELECT ftf_grant('bench', 'editor')" >/dev/null
}

# A password is asked, as it would be elsewhere.
make_role() {
    query -c "CREATE ROLE bench LOGIN PASSWORD 'bench'"
    sed -i '1i local all bench scram-sha-256' "$work/data/pg_hba.conf"
    query -c 'SELECT pg_reload_conf()' >/dev/null
}

free_port() {
    perl -MIO::Socket::INET -e 'print IO::Socket::INET->new(
        LocalAddr => "127.0.0.1", Listen => 1)->sockport'
}

start_console() { # DATABASE
    port=$(free_port)
    address=http://127.0.0.1:$port
    start "$bindir/ftf-console" --dbname "$1" --listen "127.0.0.1:$port" \
        >"$work/address" 2>"$work/console.log"
    console=$started
    until [ -s "$work/address" ]; do
        kill -0 "$console" 2>/dev/null || { cat "$work/console.log" && exit 1; }
        sleep 0.05
    done
}

end_console() {
    kill -TERM "$console"
    wait "$console" || true
}

sign_in() {
    curl -sSf -o /dev/null -D - -H "Origin: $address" \
        -H 'Content-Type: application/json' \
        -d '{"user": "bench", "password": "bench"}' "$address/api/login" |
        sed -n 's/^set-cookie: \([^;]*\).*/\1/Ip'
}

# The largest file that the page names, or the page where it names none.
find_asset() {
    local path
    curl -sSf "$address/" | grep -oE '/assets/[^"'\'' ]+' | sort -u |
        while read -r path; do
            printf '%s %s\n' "$(curl -sSf "$address$path" | wc -c)" "$path"
        done | sort -rn | sed -n '1s/^[0-9]* //p' | grep . || echo /
}

load() { # OPTION...: wrk's report
    wrk -t 2 -c "$connections" --latency -H "Cookie: $cookie" "$@" >"$work/wrk"
}

measure() { # PATH
    local bytes
    bytes=$(curl -sSf -H "Cookie: $cookie" "$address$1" | wc -c)
    load -d "${seconds}s" "$address$1"
    awk -v label="${1/#\/assets*\///assets/…/}" -v bytes="$bytes" '
        $1 == "50%" { half = $2 }
        $1 == "99%" { most = $2 }
        /Requests\/sec/ { rate = $2 }
        /Non-2xx|Socket errors/ { trouble = trouble "  " $0 }
        END { printf "%-32s %10.0f %9s %9s %9d%s\n", label, rate, half, most, bytes, trouble }' "$work/wrk"
}

resident_kib() {
    awk '$1 == "VmRSS:" { print $2 }' "/proc/$console/status"
}

# As many of each route: one after the other, on each connection.
write_mix() {
    {
        echo 'local paths, count = {'
        printf '"%s",\n' "${routes[@]}" "$asset"
        echo '}, 0'
        echo 'request = function()'
        echo '    count = count + 1'
        echo '    return wrk.format("GET", paths[count % #paths + 1])'
        echo 'end'
    } >"$work/mix.lua"
}

# wrk knows seconds only: in pieces, until it was so many.
ask() { # COUNT
    asked=0
    while [ "$asked" -lt "$1" ]; do
        load -d 5s -s "$work/mix.lua" "$address"
        asked=$((asked + $(awk '$2 == "requests" { print $1 }' "$work/wrk")))
    done
}

measure_memory() {
    write_mix
    ask "$warm_up"
    echo "resident memory after $asked requests of all routes: $(resident_kib) KiB"
    ask "$requests"
    echo "resident memory after $asked more: $(resident_kib) KiB"
}

measure_store() { # DATABASE LABEL: on a console that goes on
    local path
    start_console "$1"
    cookie=$(sign_in)
    asset=$(find_asset)
    echo "$2, $connections connections:"
    printf '%-32s %10s %9s %9s %9s\n' route 'requests/s' median 99% bytes
    for path in "${routes[@]}" "$asset"; do measure "$path"; done
}

work_dir
install_postgres
start_server
make_role
make_store narrow 1000 "SELECT ftf_apply('$(sed "s/'/''/g" test/data/ftf_baseline.json)', 'baseline')"
make_store wide $((entries - 3000)) "SELECT ftf_apply(jsonb_object_agg('CVN_PARAMETER_' || i, i::text)
    || '{\"CVN_ATR_PERIOD\": \"14\"}', 'baseline') FROM generate_series(1, 2999) i"
measure_store narrow '195 parameters, 1,195 entries'
measure_memory
end_console
measure_store wide "3,000 parameters, $entries entries"
end_console
