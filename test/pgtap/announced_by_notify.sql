-- Every committed revision is announced on channel ftf_config, and nothing else is.
-- psql prints what it is notified of after a query; \o catches that in a file.
SELECT plan(14);
CREATE EXTENSION ftf_config;
\set caught `mktemp`
LISTEN ftf_config;
\o :caught
SELECT ftf_set('CVN_A', '1', 'one');
SELECT ftf_apply('{"CVN_B": "1", "CVN_A": null, "CVN_CC": "1"}', 'two');
SELECT ftf_set('CVN_B', '1', 'nothing changes');
BEGIN;
SELECT ftf_set('CVN_B', 'never', 'rolled back');
ROLLBACK;
BEGIN;
SELECT ftf_set('CVN_B', '3', 'three');
SAVEPOINT s;
SELECT ftf_set('CVN_B', 'never', 'rolled back');
ROLLBACK TO s;
SELECT ftf_set('CVN_B', '4', 'four');
COMMIT;
SELECT ftf_define('CVN_B', '{"type": "integer"}', 'five');
SELECT ftf_govern('{CVN_,SIM_}', 'six');
BEGIN;
SELECT ftf_act_as('Ann "the quant" Żółw \ 東京');
SELECT ftf_set('CVN_B', '7', 'seven');
COMMIT;
SELECT ftf_apply(jsonb_object_agg('CVN_' || repeat('X', 100) || i, 'x'), 'eight') FROM generate_series(1, 1000) i;
SELECT ftf_snapshot('run');
SELECT ftf_env(), ftf_revert(8, 'nothing changes');
CREATE TEMP TABLE d_config AS TABLE ftf_config;
CREATE TEMP TABLE d_history AS TABLE ftf_config_history;
CREATE TEMP TABLE d_parameter AS SELECT key, definition FROM ftf_parameter;
DROP EXTENSION ftf_config;
CREATE EXTENSION ftf_config;
INSERT INTO ftf_config TABLE d_config;
INSERT INTO ftf_config_history TABLE d_history;
INSERT INTO ftf_parameter TABLE d_parameter;
SELECT ftf_set('CVN_B', '10', 'ten, after the one that tells of the restored dump');
\o
\setenv CAUGHT :caught
\set lines `cat "$CAUGHT"; rm -f "$CAUGHT"`

CREATE TEMP TABLE announced AS
SELECT row_number() OVER (ORDER BY n) AS nth, (regexp_match(line,
	'with payload "(.*)" received from server process with PID (\d+)\.$'))[1] AS payload,
	(regexp_match(line, 'PID (\d+)\.$'))[1]::int AS pid
FROM string_to_table(:'lines', E'\n') WITH ORDINALITY t (line, n)
	WHERE line LIKE 'Asynchronous notification "ftf_config"%';

SELECT is(array_agg(payload::jsonb ->> 'revision' ORDER BY nth), ARRAY['1', '2', '3', '4', '5', '6', '7', '8', '9', '10'],
	'each revision that was committed is announced once, in order') FROM announced;
SELECT is(payload::jsonb, jsonb_build_object('revision', 1, 'keys', ARRAY['CVN_A'], 'operator', session_user),
	'one key') FROM announced WHERE nth = 1;
SELECT is(payload::jsonb, jsonb_build_object('revision', 2, 'keys', ARRAY['CVN_A', 'CVN_B', 'CVN_CC'], 'operator',
	session_user), 'several keys')
	FROM announced WHERE nth = 2;
SELECT is(payload::jsonb -> 'keys', '["CVN_B"]', 'a transaction of two revisions announces both') FROM announced
	WHERE nth IN (3, 4);
SELECT is(payload::jsonb -> 'keys', '["CVN_B"]', 'a definition announces its key') FROM announced WHERE nth = 5;
SELECT is(payload::jsonb -> 'keys', '[]', 'prefixes have no key') FROM announced WHERE nth = 6;
SELECT is(payload::jsonb ->> 'operator', 'Ann "the quant" Żółw \ 東京', 'the operator is a JSON string') FROM announced
	WHERE nth = 7;
SELECT cmp_ok(octet_length(payload), '<', 8000, 'a thousand keys fit into a notification') FROM announced WHERE nth = 8;
SELECT is(jsonb_array_length(payload::jsonb -> 'keys') + (payload::jsonb ->> 'keys_omitted')::int, 1000,
	'which tells how many are left out') FROM announced WHERE nth = 8;
SELECT cmp_ok(jsonb_array_length(payload::jsonb -> 'keys'), '>', 60, 'and names the others') FROM announced
	WHERE nth = 8;
SELECT is(array_agg(payload::jsonb -> 'keys' ORDER BY nth), ARRAY['[]', '["CVN_B"]']::jsonb[], 'what was restored is told before the change that follows it')
	FROM announced WHERE nth > 8;
SELECT is(count(*), 10::bigint, 'all came from here') FROM announced WHERE pid = pg_backend_pid();
SELECT is(revision, 10::bigint, 'the last one is the last revision') FROM ftf_config;

SELECT * FROM finish();
