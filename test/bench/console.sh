#!/bin/bash
# What the console serves: requests a second on each read route by wrk, with
# 3,000 parameters and 100,000 history entries, and its memory before and after
# 100,000 requests.
#
# FTF_BENCH_SECONDS (5) is how long each route is asked, FTF_BENCH_CONNECTIONS
# (8) by how many at a time, all of them one person's.
set -eu
cd "$(dirname "$0")/../.."
# shellcheck source=test/lib/work_dir.sh
. test/lib/work_dir.sh
# shellcheck source=test/lib/private_server.sh
. test/lib/private_server.sh

seconds=${FTF_BENCH_SECONDS:-5}
connections=${FTF_BENCH_CONNECTIONS:-8}
address=127.0.0.1:${FTF_BENCH_PORT:-8069}

command -v wrk >/dev/null || { echo 'install wrk first' && exit 1; }

fill() {
    "$bindir/psql" -Xq -d postgres -v ON_ERROR_STOP=1 >"$work/fill.log" <<'SQL'
CREATE EXTENSION ftf_config;
SELECT ftf_apply(jsonb_object_agg('CVN_P_' || i, i::text), 'baseline') FROM generate_series(1, 3000) i;
DO $$
BEGIN
    FOR i IN 1 .. 97000 LOOP
        PERFORM ftf_set('CVN_P_' || (i % 3000 + 1), (100000 + i)::text, 'tune ' || i);
        IF i % 500 = 0 THEN
            PERFORM ftf_snapshot('run-' || i);
            COMMIT;
        END IF;
    END LOOP;
END
$$;
VACUUM ANALYZE;
SQL
}

# As the user who runs the console, who needs no password here.
sign_in() {
    as_user curl -s -o /dev/null -c "$work/cookies" -H "Origin: http://$address" \
        -H 'Content-Type: application/json' \
        -d '{"user": "postgres", "password": ""}' "http://$address/api/login"
    cookie=$(awk '/ftf_session/ { print $6 "=" $7 }' "$work/cookies")
}

wait_until_it_listens() {
    until [ -s "$work/console.out" ]; do
        kill -0 "$console" 2>/dev/null || { cat "$work/console.err" && return 1; }
        sleep 0.05
    done
}

ask() { # PATH: requests a second, and how many failed
    wrk -t 2 -c "$connections" -d "$seconds" -H "Cookie: $cookie" "http://$address$1" |
        awk -v path="$1" '/Requests\/sec/ { rate = $2 } /Non-2xx/ { failed = $NF }
            END { printf "%-40s %10.1f %s\n", path, rate, failed ? failed " failed" : "" }'
}

resident() { awk '/VmRSS/ { print $2 " KiB" }' "/proc/$console/status"; }

work_dir
install_postgres
start_server
fill
start "$bindir/ftf-console" --listen "$address" >"$work/console.out" 2>"$work/console.err"
console=$started
wait_until_it_listens
sign_in

measure() {
    local path
    for path in / /healthz /api/session /api/parameters /api/parameters/CVN_P_7 \
        /api/history '/api/history?text=tune' /api/runs '/api/compare?a=run-500&b=run-1000' \
        /api/head /api/protection; do
        ask "$path"
    done
}

requests() { wc -l <"$work/console.err"; }

printf '%-40s %10s\n' route requests/s
measure
before=$(requests)
echo "memory after $before requests: $(resident)"
until [ "$(requests)" -ge $((before + 100000)) ]; do ask /api/head >/dev/null; done
echo "memory after $(requests) requests: $(resident)"
