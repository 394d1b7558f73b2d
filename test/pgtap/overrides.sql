-- A run's overrides are laid over base_env, only for keys that it holds, and belong to the run.
BEGIN;
CREATE EXTENSION ftf_config;
SELECT plan(36);
\ir lib/caught.sql
SELECT ftf_apply('{"CVN_A": "14", "CVN_B": "x", "CVN_C": ""}', 'baseline') AS applied \gset

SELECT is(ftf_snapshot('run', '{"CVN_A": "21", "CVN_C": "c"}'), '{"CVN_A": "21", "CVN_B": "x", "CVN_C": "c"}'::jsonb,
	'overrides win');
SELECT is(base_env, '{"CVN_A": "14", "CVN_B": "x", "CVN_C": ""}'::jsonb, 'base_env is kept without them')
	FROM finetune_runs;
SELECT is(overrides, '{"CVN_A": "21", "CVN_C": "c"}'::jsonb, 'and they beside it') FROM finetune_runs;
SELECT is(ftf_env() ->> 'CVN_A', '14', 'the store does not change');

SELECT is(ftf_snapshot('run', overrides), '{"CVN_A": "21", "CVN_B": "x", "CVN_C": "c"}'::jsonb,
	'the same, written otherwise: ' || overrides)
FROM unnest(ARRAY['{"CVN_C": "c", "CVN_A": "21"}', E'{\n"CVN_A":"21",\t"CVN_C":"c"}',
	'{"CVN_\u0041": "2\u0031", "CVN_C": "c"}']) overrides;
SELECT is(ftf_snapshot('run', jsonb_build_object('CVN_C', 'c') || '{"CVN_A": "21"}'),
	'{"CVN_A": "21", "CVN_B": "x", "CVN_C": "c"}'::jsonb,
	'JSONB and text are the same');

SELECT is(e.state || e.message, 'UF007run "run" has a snapshot with other overrides',
	'other overrides are refused: ' || overrides)
FROM unnest(ARRAY['{}', '{"CVN_A": "21"}', '{"CVN_A": "21", "CVN_C": "d"}',
	'{"CVN_A": "21", "CVN_C": "c", "CVN_B": "x"}', '{"CVN_A": "21.0", "CVN_C": "c"}']) overrides,
	pg_temp.caught(format('SELECT ftf_snapshot(%L, %L)', 'run', overrides)) e;
SELECT matches(e.detail, format('^It was taken by %s at .*, revision 1\.$', session_user),
	'telling who took it and when')
	FROM pg_temp.caught($$SELECT ftf_snapshot('run')$$) e;
SELECT is(e.hint, 'A retry asks for the same overrides; another experiment needs a run_id of its own.',
	'and what to do')
	FROM pg_temp.caught($$SELECT ftf_snapshot('run')$$) e;
SELECT throws_ok($$SELECT ftf_snapshot('run', '{"CVN_NONE": "1"}')$$, 'UF007', NULL, 'also if they are wrong besides');

SELECT is(ftf_snapshot('same', '{"CVN_A": "14"}'), ftf_env(), 'an override may be what base_env has');
SELECT is(overrides, '{"CVN_A": "14"}'::jsonb, 'and is an override all the same') FROM finetune_runs
	WHERE run_id = 'same';
SELECT ftf_set('CVN_A', '15', 'on') AS set \gset
SELECT is(ftf_snapshot('same', '{"CVN_A": "14"}') ->> 'CVN_A', '14', 'its run stays the same');
SELECT is(ftf_snapshot('empty', '{"CVN_B": ""}') ->> 'CVN_B', '', 'an override may be empty');

CREATE TEMP TABLE bad (overrides text, state text, message text);
INSERT INTO bad VALUES
	('{"CVN_A": null}', 'UF005', 'value of "CVN_A" in overrides is null'),
	('{"CVN_A": 1}', 'UF005', 'value of "CVN_A" in overrides is a number'),
	('{"CVN_A": false}', 'UF005', 'value of "CVN_A" in overrides is a boolean'),
	('{"CVN_A": {"CVN_B": "1"}}', 'UF005', 'value of "CVN_A" in overrides is an object'),
	('{"CVN_A": ["1"]}', 'UF005', 'value of "CVN_A" in overrides is an array'),
	('[]', 'UF005', 'overrides must be a JSON object'),
	('"x"', 'UF005', 'overrides must be a JSON object'), ('null', 'UF005', 'overrides must be a JSON object'),
	('{"CVN_A": "1", "CVN_A": "2"}', 'UF005', 'overrides names "CVN_A" twice'),
	('{"CVN_A": "1 "}', 'UF005', 'value of "CVN_A" has trailing white space'),
	('{"CVN_A": "AKIAIOSFODNN7EXAMPLE"}', 'UF005', 'value of "CVN_A" looks like a credential: an AWS access key id'),
	('{"CVN_NONE": "1"}', 'UF001', '1 parameter is missing: CVN_NONE'),
	('{"PATH": "/bin"}', 'UF001', '1 parameter is missing: PATH');
SELECT throws_ok(format('SELECT ftf_snapshot(%L, %L)', 'bad', overrides), state, message, 'refused: ' || overrides)
	FROM bad;
SELECT throws_ok($$SELECT ftf_snapshot('bad', NULL::jsonb)$$, 'UF005', 'overrides is null', 'refused: null');
SELECT throws_ok($$SELECT ftf_snapshot('bad', NULL::text)$$, 'UF005', 'overrides is null', 'refused: null text');
SELECT is_empty($$SELECT FROM ftf_run WHERE run_id = 'bad'$$, 'what is refused leaves no run');

SELECT * FROM finish();
ROLLBACK;
