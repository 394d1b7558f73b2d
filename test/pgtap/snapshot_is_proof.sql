-- A run's snapshot is written once: whatever is edited since, the run gets what it got first.
BEGIN;
SET LOCAL DateStyle = ISO;
CREATE EXTENSION ftf_config;
SELECT plan(40);
\ir lib/caught.sql

SELECT ftf_apply('{"CVN_A": "14", "CVN_B": "x"}', 'baseline') AS applied \gset
SELECT clock_timestamp() AS before \gset
SELECT is(ftf_snapshot('run-1'), '{"CVN_A": "14", "CVN_B": "x"}'::jsonb, 'a run gets base_env');
SELECT results_eq($$SELECT run_id COLLATE "default", base_env, overrides, revision, head, taken_by FROM finetune_runs$$,
	$$SELECT 'run-1', '{"CVN_A": "14", "CVN_B": "x"}'::jsonb, '{}'::jsonb, 1::bigint, hash, session_user::text COLLATE "default" FROM ftf_config_history WHERE entry_id = 3$$,
	'and people can read it');
SELECT ok(taken_at BETWEEN :'before' AND clock_timestamp(), 'with its time by the clock') FROM finetune_runs;
SELECT is(xid, pg_current_xact_id(), 'and its transaction') FROM ftf_run;
SELECT is(octet_length(hash), 32, 'and its hash') FROM finetune_runs;
SELECT r AS row1 FROM finetune_runs r \gset

SELECT ftf_set('CVN_A', '21', 'ATR is too fast') AS s, ftf_unset('CVN_B', 'unused') AS u,
	ftf_set('CVN_C', 'new', 'new') AS n \gset
SELECT is(ftf_snapshot('run-1'), '{"CVN_A": "14", "CVN_B": "x"}'::jsonb, 'after edits, a retry gets the same');
SELECT is(ftf_snapshot(run_id => 'run-1', overrides => '{}'::jsonb, required => '{CVN_B}'),
	'{"CVN_A": "14", "CVN_B": "x"}'::jsonb,
	'what it requires is looked for in what it got');
SELECT throws_ok($$SELECT ftf_snapshot('run-1', '{}', '{CVN_C}')$$, 'UF001', '1 parameter is missing: CVN_C',
	'not in what is there now');
SELECT is(ftf_snapshot('run-2'), '{"CVN_A": "21", "CVN_C": "new"}'::jsonb, 'another run gets the new state');
SELECT is(r::text, :'row1', 'the first run''s row is what it was') FROM finetune_runs r WHERE run_id = 'run-1';
SELECT is(count(*), 2::bigint, 'there are two rows') FROM ftf_run;

-- one stored copy a revision
SELECT ftf_snapshot('run-' || i, jsonb_build_object('CVN_A', i::text)) AS ablation
	FROM generate_series(3, 50) i \g /dev/null
SELECT is(count(*), 2::bigint, 'fifty runs of two revisions store two copies of base_env') FROM ftf_run_env;
SELECT is(count(*), 50::bigint, 'and are fifty rows') FROM finetune_runs WHERE base_env IS NOT NULL;
SELECT is(base_env || overrides, '{"CVN_A": "37", "CVN_C": "new"}'::jsonb, 'each with its override') FROM finetune_runs
	WHERE run_id = 'run-37';

-- snapshots make no revision
SELECT is(revision, 4::bigint, 'a snapshot makes no revision') FROM ftf_config;
SELECT is(ftf_head(), (SELECT max(entry_id) FROM ftf_config_history) || ':' || encode(head, 'hex'), 'nor an entry')
	FROM ftf_config;

SELECT is(ftf_snapshot(run_id), base_env, 'run_id: ' || what)
	FROM (VALUES ('r', 'one letter'), ('2026-03-14T09:26 #7/ä', 'marks'), ('RUN-1', 'case counts'),
	('run 1', 'inner space'), (repeat('r', 256), '256 bytes')) r (run_id, what), ftf_config;
SELECT throws_ok(format('SELECT ftf_snapshot(%L)', run_id), 'UF005', NULL, 'refused: ' || what)
	FROM (VALUES (NULL, 'null'), ('', 'empty'), (' ', 'blank'),
	(E'\t\n', 'white space'), (U&'\200B', 'zero width'), (' r', 'leading space'), ('r ', 'trailing space'),
	(E'r\x01', 'control character'),
	(repeat('r', 257), '257 bytes'), ('AKIAIOSFODNN7EXAMPLE', 'a secret')) r (run_id, what);

-- a snapshot that is rolled back is none
SAVEPOINT before;
SELECT is(ftf_snapshot('run-x', '{"CVN_A": "1"}') ->> 'CVN_A', '1', 'a snapshot');
ROLLBACK TO before;
SELECT is(ftf_snapshot('run-x', '{"CVN_A": "2"}') ->> 'CVN_A', '2', 'rolled back, is free again');

-- prefixes and definitions may come between
SELECT ftf_define('CVN_A', '{"type": "choice", "choices": ["21"]}', 'from now on') AS d \gset
SELECT is(ftf_snapshot('run-x', '{"CVN_A": "2"}') ->> 'CVN_A', '2', 'a new definition does not touch an old run');
SELECT throws_ok($$SELECT ftf_snapshot('run-y', '{"CVN_A": "2"}')$$, 'UF006', NULL, 'but a new one');
SELECT is(revision, 4::bigint, 'the old run says its revision') FROM finetune_runs WHERE run_id = 'run-x';
SELECT ftf_apply('{"CVN_A": null, "CVN_C": null}', 'empty') AS e \gset
SELECT is(ftf_snapshot('run-empty'), '{}'::jsonb, 'a store that was emptied on purpose can be snapshot');
SELECT is(base_env, '{}'::jsonb, 'as such') FROM finetune_runs WHERE run_id = 'run-empty';
SELECT is(count(DISTINCT hash), count(*), 'each run has a hash of its own') FROM finetune_runs;
SET LOCAL client_min_messages = warning;
SELECT is_empty($$SELECT * FROM ftf_verify() WHERE finding <> 'unprotected'$$, 'all of it verifies');

SELECT * FROM finish();
ROLLBACK;
