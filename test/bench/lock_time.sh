#!/bin/bash
# How long an editor waits for others at most while someone's calls cost as much
# as they can: one session sets a parameter again and again and keeps its
# longest call, another makes the hostile calls, each kind by itself.  What
# others do on the machine is in it; the first line has nothing else.
#
# FTF_BENCH_KEYS (15000) is how many keys the large changes have.
set -eu
cd "$(dirname "$0")/../.."
# shellcheck source=test/lib/work_dir.sh
. test/lib/work_dir.sh
# shellcheck source=test/lib/private_server.sh
. test/lib/private_server.sh

keys=${FTF_BENCH_KEYS:-15000}

query() {
    "$bindir/psql" -XAtq -d postgres -c 'SET client_min_messages = error' "$@"
}

# Each call is a transaction; it may fail, as most do.
measure() { # NAME CALL...
    local name=$1 editor call longest started=0
    shift
    query -c 'UPDATE going SET stop = false'
    query -c 'CALL keep_setting(NULL)' >"$work/longest" &
    editor=$!
    until [ "$started" = 1 ]; do
        started=$(query -c "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'CALL keep%'")
    done
    for call in "$@"; do
        query -c "$call" >/dev/null 2>>"$work/refused" || true
    done
    query -c 'UPDATE going SET stop = true'
    wait "$editor"
    longest=$(cat "$work/longest")
    printf '%10.1f ms  %s\n' "$longest" "$name"
}

work_dir
install_postgres
start_server 'autovacuum = off' 'synchronous_commit = off'
query -f - <<'SQL'
CREATE EXTENSION ftf_config;
CREATE TABLE going (stop boolean);
INSERT INTO going VALUES (true);
CREATE PROCEDURE keep_setting(INOUT longest double precision) LANGUAGE plpgsql AS $$
DECLARE
	started timestamptz;
	i int := 0;
BEGIN
	longest := 0;
	WHILE NOT (SELECT stop FROM going) LOOP
		started := clock_timestamp();
		PERFORM ftf_set('CVN_MEASURED', i::text, 'measure');
		COMMIT;
		IF i > 10 THEN
			longest := greatest(longest, extract(epoch FROM clock_timestamp() - started) * 1000);
		END IF;
		i := i + 1;
	END LOOP;
END
$$;
DO $$ BEGIN PERFORM ftf_set('CVN_MEASURED', 'begin', 'measure'), ftf_set('CVN_WORD', 'a', 'x'); END $$;
SQL

define() { # PATTERN: SQL that computes it
    echo "SELECT ftf_define('CVN_WORD', jsonb_build_object('pattern', $1), 'x')"
}
long="repeat('ab', 65000)"

measure 'nothing hostile' 'SELECT pg_sleep(2)'
measure 'patterns that are refused' \
    "$(define "'(.*)(.*)(.*)(.*)(.*)\\5\\4\\3\\2\\1z'")" "$(define "'((a{1,255}){1,255}){1,255}'")" \
    "$(define "'([ab]{0,255}){0,100}'")" "$(define "repeat('a?', 1000)")" "$(define "repeat('(', 8000)")"
measure 'the slowest patterns to compile' \
    "$(define "repeat('[ab]?\\w?', 49) || 'z'")" "$(define "'(([^x]{0,20}[^y]*){0,49})'")" \
    "$(define "repeat('(abcdefghijklmnop|x)?', 99) || '.*'")" "$(define "'(.{20}.*){90}x|a'")"
measure 'the slowest patterns to match' \
    "SELECT ftf_define('CVN_WORD', '{\"pattern\": \"[ab]*a([ab]{250}){7}[ab]{200}|[ab]*\"}', 'x')" \
    "SELECT ftf_set('CVN_WORD', (SELECT string_agg(CASE WHEN random() < 0.5 THEN 'a' ELSE 'b' END, '') FROM generate_series(1, 130000)), 'x')" \
    "SELECT ftf_set('CVN_WORD', $long, 'x')" \
    "SELECT ftf_define('CVN_WORD', '{\"pattern\": \"(((?=((?=.*z).|b|a)*z).)|b|a)*\"}', 'x')" "SELECT ftf_set('CVN_WORD', repeat('ab', 128), 'x')"
measure 'definitions of 128 KiB, then longer' \
    "SELECT ftf_define('CVN_KIND', jsonb_build_object('type', 'choice', 'choices', (SELECT jsonb_agg('c' || i) FROM generate_series(1, 13000) i)), 'x')" \
    "SELECT ftf_set('CVN_KIND', 'c13000', 'x')" "SELECT ftf_set('CVN_KIND', 'none', 'x')" \
    "SELECT ftf_define('CVN_KIND', jsonb_build_object('type', 'choice', 'choices', (SELECT jsonb_agg(repeat('x', 130000)) FROM generate_series(1, 1350))), 'x')"
measure 'values of 128 KiB that rules for secrets look at' \
    "SELECT ftf_set('CVN_LONG', repeat('password: x y ://a:b ', 6000), 'x')" "SELECT ftf_set('CVN_LONG', repeat('bearer= eyJ k_ gh 0x ', 6000), 'x')"
measure 'governed prefixes, 32 KiB of them' \
    "SELECT ftf_govern(ARRAY(SELECT 'P' || i FROM generate_series(1, 3500) i) || 'CVN_'::text, 'x')" "SELECT ftf_set('P3500_A', '1', 'x')"
measure 'names of many keys that are missing' \
    "SELECT ftf_apply((SELECT jsonb_object_agg('CVN_N' || i, NULL) FROM generate_series(1, 100000) i), 'x')"
measure 'base_env of 16 MiB, all at once' \
    "SELECT ftf_apply((SELECT jsonb_object_agg('CVN_' || 1000 + i, $long) FROM generate_series(1, 126) i), 'x')"
measure 'each change in a store of 16 MiB' 'SELECT pg_sleep(2)' "SELECT ftf_set('CVN_SMALL', 'x', 'x')"
measure 'all of it reverted' "SELECT ftf_revert(2, 'x')" 'SELECT pg_sleep(0.5)'
measure "$keys keys set" "SELECT ftf_apply((SELECT jsonb_object_agg('CVN_K' || i, i::text) FROM generate_series(1, $keys) i), 'x')"
measure "$keys keys reverted" "SELECT ftf_revert(2, 'x')" 'SELECT pg_sleep(0.5)'
