-- ftf_run_diff tells why two runs ran on different values: base_env or an override.
BEGIN;
CREATE EXTENSION ftf_config;
SELECT plan(20);

SELECT ftf_apply('{"CVN_A": "1", "CVN_B": "1", "CVN_C": "1", "CVN_D": "1"}', 'one') AS r1 \gset
SELECT ftf_snapshot('first') AS f, ftf_snapshot('ablation', '{"CVN_B": "0"}') AS a,
	ftf_snapshot('ablation-2', '{"CVN_B": "0", "CVN_C": "9"}') AS a2 \gset
SELECT ftf_set('CVN_A', '2', 'two') AS r2, ftf_set('CVN_A', '3', 'three') AS r3, ftf_unset('CVN_D', 'four') AS r4,
	ftf_set('CVN_E', '5', 'five') AS r5,
	ftf_apply('{"CVN_C": "6"}', 'six') AS r6, ftf_apply('{"CVN_C": "1"}', 'seven') AS r7 \gset
SELECT ftf_snapshot('second') AS s, ftf_snapshot('second-b', '{"CVN_B": "0", "CVN_A": "1"}') AS sb \gset
SELECT ftf_set('CVN_B', '8', 'after both') AS r8 \gset

PREPARE pairs (text, text) AS SELECT key, value_a, value_b, source, revision, reason FROM ftf_run_diff($1, $2);
SELECT results_eq($$EXECUTE pairs ('first', 'second')$$, $$VALUES ('CVN_A', '1', '3', 'base_env', 3::bigint, 'three'),
	('CVN_D', '1', NULL, 'base_env', 4, 'four'), ('CVN_E', NULL, '5', 'base_env', 5, 'five')$$,
		'changes of base_env come with the last change between the runs');
SELECT results_eq($$EXECUTE pairs ('second', 'first')$$, $$VALUES ('CVN_A', '3', '1', 'base_env', 3::bigint, 'three'),
	('CVN_D', NULL, '1', 'base_env', 4, 'four'), ('CVN_E', '5', NULL, 'base_env', 5, 'five')$$,
		'backwards, the values change places');
SELECT results_eq($$EXECUTE pairs ('first', 'ablation')$$,
	$$VALUES ('CVN_B', '1', '0', 'override', NULL::bigint, NULL::text)$$, 'an override is told as one');
SELECT results_eq($$EXECUTE pairs ('ablation', 'first')$$,
	$$VALUES ('CVN_B', '0', '1', 'override', NULL::bigint, NULL::text)$$, 'of either run');
SELECT results_eq($$EXECUTE pairs ('ablation', 'ablation-2')$$,
	$$VALUES ('CVN_C', '1', '9', 'override', NULL::bigint, NULL::text)$$,
	'an override that both have is no difference');
SELECT results_eq($$EXECUTE pairs ('ablation', 'second-b')$$,
	$$VALUES ('CVN_D', '1', NULL, 'base_env', 4::bigint, 'four'), ('CVN_E', NULL, '5', 'base_env', 5, 'five')$$,
	'an override that undoes a change leaves no difference');
SELECT results_eq($$EXECUTE pairs ('second', 'second-b')$$,
	$$VALUES ('CVN_A', '3', '1', 'override', NULL::bigint, NULL::text), ('CVN_B', '1', '0', 'override', NULL, NULL)$$,
	'runs of one revision differ by overrides only');
SELECT results_eq($$EXECUTE pairs ('ablation-2', 'second')$$,
	$$VALUES ('CVN_A', '1', '3', 'base_env', 3::bigint, 'three'), ('CVN_B', '0', '1', 'override', NULL, NULL),
	('CVN_C', '9', '1', 'override', NULL, NULL), ('CVN_D', '1', NULL, 'base_env', 4, 'four'),
	('CVN_E', NULL, '5', 'base_env', 5, 'five')$$, 'both kinds in one list, in the order of keys');
SELECT is_empty($$EXECUTE pairs ('first', 'first')$$, 'a run does not differ from itself');
SELECT is_empty($$SELECT * FROM ftf_run_diff('first', 'second') WHERE reason = 'after both'$$,
	'what came after both runs does not count');

SELECT results_eq($$SELECT operator COLLATE "default", changed_at FROM ftf_run_diff(run_a => 'first', run_b => 'second')$$,
	'SELECT operator, changed_at FROM ftf_config_history WHERE revision IN (3, 4, 5) ORDER BY revision',
	'who and when are the history''s');
SELECT is_empty($$SELECT FROM ftf_run_diff('first', 'ablation') WHERE num_nonnulls(revision, operator, reason, changed_at) > 0$$, 'an override has no change to name');

SELECT throws_ok($$SELECT * FROM ftf_run_diff('first', 'third')$$, '22023', 'run "third" has no snapshot',
	'an unknown run is an error');
SELECT throws_ok($$SELECT * FROM ftf_run_diff('', 'first')$$, '22023', 'run "" has no snapshot', 'on both sides');
SELECT throws_ok($$SELECT * FROM ftf_run_diff('FIRST', 'first')$$, '22023', NULL, 'case counts');
SELECT throws_ok($$SELECT * FROM ftf_run_diff(NULL, 'first')$$, 'UF005', 'run_a is null', 'null is no run');
SELECT throws_ok($$SELECT * FROM ftf_run_diff('first', NULL)$$, 'UF005', 'run_b is null', 'on both sides');

SELECT ftf_apply('{"CVN_A": null, "CVN_B": null, "CVN_C": null, "CVN_E": null}', 'all gone') AS r9,
	ftf_snapshot('nothing') AS n \gset
SELECT results_eq($$SELECT key, value_b FROM ftf_run_diff('nothing', 'second')$$,
	$$VALUES ('CVN_A', '3'), ('CVN_B', '1'), ('CVN_C', '1'), ('CVN_E', '5')$$,
	'a run of an empty base_env lacks all');
SELECT results_eq($$SELECT key, revision FROM ftf_run_diff('second', 'nothing')$$,
	$$VALUES ('CVN_A', 9::bigint), ('CVN_B', 9), ('CVN_C', 9), ('CVN_E', 9)$$,
	'by the change that removed them');
SELECT is(count(*), 4::bigint, 'the select list works too') FROM (SELECT ftf_run_diff('second', 'nothing')) d;

SELECT * FROM finish();
ROLLBACK;
