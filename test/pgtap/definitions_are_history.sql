-- A definition is a change like others: a revision, an entry, a reason; and it fits the value.
BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION ftf_config;
SELECT plan(36);
\ir lib/caught.sql

SELECT is(ftf_define(key => 'CVN_A', definition => '{"type": "integer", "minimum": 1}'::jsonb, reason => 'periods'),
	1::bigint,
	'a definition may come before the value, and first of all');
SELECT is(ftf_env(), '{}'::jsonb, 'it is no value');
SELECT is(ftf_set('CVN_A', '14', 'baseline'), 2::bigint, 'a value that fits');
SELECT is(ftf_define('CVN_A', '{"type": "integer", "minimum": 1, "maximum": 200, "unit": "bars"}', 'an upper bound'),
	3::bigint, 'it can change');
SELECT results_eq('SELECT entry_id, revision, kind, key COLLATE "default", old_value::jsonb, new_value, reason FROM ftf_config_history ORDER BY 1 OFFSET 1',
	$$VALUES
		(2::bigint, 1::bigint, 'define', 'CVN_A', NULL, '{"type": "integer", "minimum": 1}', 'periods'),
		(3, 2, 'set', 'CVN_A', NULL, '14', 'baseline'),
		(4, 3, 'define', 'CVN_A', '{"type": "integer", "minimum": 1}'::jsonb,
			'{"type": "integer", "unit": "bars", "maximum": 200, "minimum": 1}', 'an upper bound')$$,
			'the history has old and new');
SELECT results_eq('SELECT key COLLATE "default", definition, type, minimum, maximum, unit, category, description FROM ftf_parameter',
	$$VALUES ('CVN_A', '{"type": "integer", "unit": "bars", "maximum": 200, "minimum": 1}'::jsonb, 'integer',
		1::numeric, 200::numeric, 'bars',
		NULL::text, NULL::text)$$, 'ftf_parameter has one row, with a column for each field');
SELECT is(ftf_get('CVN_A'), '14', 'the value is what it was');
SELECT is_empty('SELECT * FROM ftf_diff(2, 3)', 'and no difference is seen');
SELECT is(ftf_env_at(1), '{}'::jsonb, 'nor in the past');

SELECT is(ftf_define('CVN_A', '{"unit": "bars", "maximum": 200.0, "minimum": 1, "type": "integer"}', 'the same'),
	3::bigint,
	'the same definition makes no revision');
SELECT is(count(*), 4::bigint, 'and no entry') FROM ftf_config_history;

SELECT is(e.state || e.message, 'UF006value "14" of "CVN_A" breaks its definition',
	'a definition that the value breaks is refused: ' || definition)
FROM unnest(ARRAY['{"type": "integer", "maximum": 13}', '{"type": "number", "minimum": 14.001}', '{"type": "boolean"}',
	'{"type": "choice", "choices": ["13", "15"]}', '{"pattern": "1"}', '{"pattern": "4"}']) definition,
	pg_temp.caught(format('SELECT ftf_define(%L, %L, %L)', 'CVN_A', definition, 'why')) e;
SELECT is(definition ->> 'maximum', '200', 'and leaves the old one') FROM ftf_parameter;
SELECT throws_ok($$SELECT ftf_set('CVN_A', '201', 'why')$$, 'UF006', NULL, 'which still holds');

SELECT is(ftf_undefine(key => 'CVN_A', reason => 'free again'), 4::bigint, 'a definition can go');
SELECT is_empty('SELECT FROM ftf_parameter', 'its row goes');
SELECT results_eq('SELECT kind, key COLLATE "default", old_value::jsonb, new_value FROM ftf_config_history WHERE revision = 4',
	$$VALUES ('undefine', 'CVN_A', '{"type": "integer", "unit": "bars", "maximum": 200, "minimum": 1}'::jsonb, NULL::text)$$, 'the history keeps it');
SELECT is(ftf_set('CVN_A', 'anything', 'why'), 5::bigint, 'the value is free');
SELECT throws_ok($$SELECT ftf_undefine('CVN_A', 'why')$$, 'UF001', NULL, 'it can''t go twice');
SELECT is(ftf_define('CVN_A', '{}', 'again'), 6::bigint, 'it can come back');
SELECT is(type, 'text', 'a type that is not given is text') FROM ftf_parameter;

-- what a definition allows must not be in use when it goes
SELECT is(ftf_define('CVN_S', '{"allow": ["space"]}', 'indent'), 7::bigint, 'a key that may have spaces');
SELECT is(ftf_set('CVN_S', '  ', 'indent'), 8::bigint, 'has some');
SELECT throws_ok($$SELECT ftf_undefine('CVN_S', 'why')$$, 'UF005', 'value of "CVN_S" has leading white space',
	'so it can''t be undefined');
SELECT throws_ok($$SELECT ftf_define('CVN_S', '{"allow": ["control"]}', 'why')$$, 'UF005', NULL,
	'nor defined otherwise');
SELECT is(ftf_unset('CVN_S', 'why'), 9::bigint, 'without a value');
SELECT is(ftf_undefine('CVN_S', 'why'), 10::bigint, 'it can');

-- a run's old override and snapshot outlast a new definition
SELECT is(ftf_set('CVN_A', '5', 'why'), 11::bigint, 'a value');
SELECT is(ftf_snapshot('run', '{"CVN_A": "6"}') ->> 'CVN_A', '6', 'a run with an override');
SELECT is(ftf_define('CVN_A', '{"type": "integer", "maximum": 5}', 'why'), 12::bigint,
	'a definition that the override breaks');
SELECT is(ftf_snapshot('run', '{"CVN_A": "6"}') ->> 'CVN_A', '6', 'the retried run is the same run');

SELECT * FROM finish();
ROLLBACK;
