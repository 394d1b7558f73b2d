-- minimum, maximum, choices and pattern hold for every value that comes in.
BEGIN;
CREATE EXTENSION ftf_config;
SELECT plan(58);
\ir lib/caught.sql
SELECT ftf_define('CVN_I', '{"type": "integer", "minimum": 2, "maximum": 200}', 'x') AS d1,
	ftf_define('CVN_N', '{"type": "number", "minimum": -0.5, "maximum": "0.5"}', 'x') AS d2,
	ftf_define('CVN_LOW', '{"type": "number", "minimum": 0}', 'x') AS d3,
		ftf_define('CVN_HIGH', '{"type": "integer", "maximum": 0}', 'x') AS d4,
	ftf_define('CVN_C', '{"type": "choice", "choices": ["ema", "sma", "", "Wilder, J. W."]}', 'x') AS d5,
	ftf_define('CVN_P', '{"pattern": "[A-Z]{3}|x+"}', 'x') AS d6,
		ftf_define('CVN_REF', '{"type": "text", "pattern": "(a-a|b-b)"}', 'x') AS d7,
	ftf_define('CVN_ONE', '{"type": "number", "minimum": 1.0, "maximum": 1}', 'x') AS d8 \gset

CREATE TEMP TABLE tried (key text, value text, rule text);
INSERT INTO tried VALUES
	('CVN_I', '2', NULL), ('CVN_I', '200', NULL), ('CVN_I', '1', 'The minimum is 2.'),
	('CVN_I', '201', 'The maximum is 200.'),
	('CVN_I', '-2', 'The minimum is 2.'), ('CVN_N', '-0.5', NULL), ('CVN_N', '0.5', NULL), ('CVN_N', '0.50', NULL),
	('CVN_N', '0.' || repeat('4', 60), NULL), ('CVN_N', '0.5' || repeat('0', 60) || '1', 'The maximum is 0.5.'),
	('CVN_N', '-0.51', 'The minimum is -0.5.'), ('CVN_LOW', '0', NULL), ('CVN_LOW', '0.0', NULL),
	('CVN_LOW', '-0.0', NULL),
	('CVN_LOW', '1' || repeat('0', 99), NULL), ('CVN_LOW', '-0.0000001', 'The minimum is 0.'),
	('CVN_HIGH', '-9223372036854775808', NULL),
	('CVN_HIGH', '1', 'The maximum is 0.'), ('CVN_ONE', '1', NULL), ('CVN_ONE', '1.000', NULL),
	('CVN_ONE', '1.0001', 'The maximum is 1.'),
	('CVN_C', 'ema', NULL), ('CVN_C', '', NULL), ('CVN_C', 'Wilder, J. W.', NULL),
	('CVN_C', 'EMA', 'The choices are "ema", "sma", "", "Wilder, J. W.".'),
	('CVN_C', 'em', 'The choices are "ema", "sma", "", "Wilder, J. W.".'),
	('CVN_C', 'emaa', 'The choices are "ema", "sma", "", "Wilder, J. W.".'), ('CVN_P', 'ABC', NULL),
	('CVN_P', 'xxxx', NULL),
	('CVN_P', 'ABCD', ''), ('CVN_P', 'ABCx', ''), ('CVN_P', ' ABC', 'UF005'), ('CVN_P', 'abc', ''), ('CVN_P', '', ''),
	('CVN_P', E'ABC\nABC', ''),
	('CVN_REF', 'a-a', NULL), ('CVN_REF', 'a-b', '');
SELECT is(e.state, CASE WHEN rule IS NULL THEN '00000' WHEN rule = 'UF005' THEN rule
	ELSE 'UF006' END, format('%s = %s', key, translate(left(value, 30), E'\n', ' ')))
FROM tried, pg_temp.caught(format('SELECT ftf_set(%L, %L, %L)', key, value, 'why')) e;
SELECT is(e.detail, rule, format('%s = %s tells the rule', key, left(value, 30)))
FROM tried, pg_temp.caught(format('SELECT ftf_set(%L, %L, %L)', key, value, 'why')) e WHERE rule LIKE 'The %';
SELECT is(e.detail, 'The pattern is [A-Z]{3}|x+.', 'a pattern is told as it was given') FROM
	pg_temp.caught($$SELECT ftf_set('CVN_P', 'abc', 'why')$$) e;

SELECT is(ftf_get('CVN_ONE'), '1.000', 'a value at its bound is kept as written');
SELECT throws_ok($$SELECT ftf_apply('{"CVN_I": "14", "CVN_C": "kama"}', 'why')$$, 'UF006',
	'value "kama" of "CVN_C" breaks its definition',
	'ftf_apply checks every key');
SELECT isnt(ftf_get('CVN_I'), '14', 'and does nothing if one is wrong');
SELECT throws_ok($$SELECT ftf_snapshot('run', '{"CVN_I": "1"}')$$, 'UF006',
	'value "1" of "CVN_I" breaks its definition', 'overrides are checked');
SELECT is(e.state, 'UF006', 'a long value is refused') FROM
	pg_temp.caught($$SELECT ftf_set('CVN_C', repeat('x', 100000), 'why')$$) e;
SELECT cmp_ok(length(e.message), '<', 200, 'and not repeated at length') FROM
	pg_temp.caught($$SELECT ftf_set('CVN_C', repeat('x', 100000), 'why')$$) e;
SELECT lives_ok($$SELECT ftf_unset('CVN_I', 'why')$$, 'removing breaks no bound');
SELECT throws_ok($$SELECT ftf_set('CVN_I', '1', 'why')$$, 'UF006', NULL, 'bounds outlast the value');
SELECT lives_ok($$SELECT ftf_set('CVN_I', '14', 'why')$$, 'a good value comes in again');

SELECT * FROM finish();
ROLLBACK;
