-- What writes is refused in a read-only transaction by its name; what reads works there.
BEGIN;
CREATE EXTENSION ftf_config;
SELECT ftf_set('CVN_A', '1', 'one') AS r1, ftf_set('CVN_A', '2', 'two') AS r2, ftf_snapshot('run') AS taken \gset
COMMIT;

-- temporary tables, which pgTAP counts in, may be written
BEGIN;
SELECT plan(27);
\ir lib/caught.sql
SET TRANSACTION READ ONLY;
SELECT is(e.state || e.message, format('25006cannot execute %s() in a read-only transaction',
	substring(statement FROM 'ftf_\w+')), statement)
FROM unnest(ARRAY[$$SELECT ftf_set('CVN_A', '3', 'why')$$, $$SELECT ftf_set('CVN_A', '2', 'nothing changes')$$,
	$$SELECT ftf_unset('CVN_A', 'why')$$,
	$$SELECT ftf_apply('{"CVN_A": "3"}', 'why')$$, $$SELECT ftf_apply('{"CVN_A": "3"}'::jsonb, 'why')$$,
		$$SELECT ftf_revert(1, 'why')$$,
	$$SELECT ftf_define('CVN_A', '{}', 'why')$$, $$SELECT ftf_define('CVN_A', '{}'::jsonb, 'why')$$,
		$$SELECT ftf_undefine('CVN_A', 'why')$$,
	$$SELECT ftf_govern('{CVN_,SIM_}', 'why')$$, $$SELECT ftf_snapshot('new')$$,
		$$SELECT ftf_snapshot('new', '{}'::text)$$]) statement, pg_temp.caught(statement) e;
SELECT is(ftf_snapshot('run'), '{"CVN_A": "2"}'::jsonb, 'a run that is there gets its snapshot');
SELECT is(ftf_snapshot('run', '{}'::text), '{"CVN_A": "2"}'::jsonb, 'by text, too');
SELECT is((pg_temp.caught($$SELECT ftf_snapshot('run', '{"CVN_A": "3"}'::text)$$)).state, 'UF007',
	'with other overrides it is another run');
SELECT is((pg_temp.caught($$SELECT ftf_snapshot('run', '{}'::text, '{CVN_B}')$$)).state, 'UF001',
	'what it requires is looked for');
SELECT is((pg_temp.caught($$SELECT ftf_snapshot('')$$)).state, 'UF005', 'no name is none');
SELECT is(ftf_get('CVN_A'), '2', 'ftf_get reads');
SELECT is(ftf_env(), '{"CVN_A": "2"}'::jsonb, 'ftf_env reads');
SELECT is(ftf_env_at(1), '{"CVN_A": "1"}'::jsonb, 'ftf_env_at reads');
SELECT is(ftf_env_at_time(clock_timestamp()), '{"CVN_A": "2"}'::jsonb, 'at a time as well');
SELECT is(ftf_require('{CVN_A}'), 2::bigint, 'ftf_require reads');
SELECT is(count(*), 1::bigint, 'ftf_diff reads') FROM ftf_diff(1, 2);
SELECT is(count(*), 0::bigint, 'ftf_run_diff reads') FROM ftf_run_diff('run', 'run');
SELECT is(base_env, '{"CVN_A": "2"}'::jsonb, 'the runs can be read') FROM finetune_runs;
SELECT matches(ftf_head(), '^3:[0-9a-f]{64}$', 'ftf_head reads');
SELECT is_empty($$SELECT * FROM ftf_verify() WHERE finding <> 'unprotected'$$, 'ftf_verify reads');

SELECT * FROM finish();
ROLLBACK;
