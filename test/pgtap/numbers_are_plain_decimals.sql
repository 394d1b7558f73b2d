-- An integer or number is written as every consumer reads it alike; a boolean is true or false.
BEGIN;
CREATE EXTENSION ftf_config;
SELECT plan(153);
\ir lib/caught.sql
SELECT ftf_define('CVN_I', '{"type": "integer"}', 'x') AS i, ftf_define('CVN_N', '{"type": "number"}', 'x') AS n,
	ftf_define('CVN_B', '{"type": "boolean"}', 'x') AS b \gset

SELECT lives_ok(format('SELECT ftf_set(%L, %L, %L)', 'CVN_I', value, 'why'), 'an integer: ' || value)
FROM unnest(ARRAY['0', '1', '-1', '10', '21', '1000000', '9223372036854775807', '-9223372036854775808']) value;
SELECT lives_ok(format('SELECT ftf_set(%L, %L, %L)', 'CVN_N', value, 'why'), 'a number: ' || left(value, 40))
FROM unnest(ARRAY['0', '1', '-1', '1.0', '0.5', '-0.5', '0.0001', '10.50', '0.00', '9223372036854775808',
	'1' || repeat('0', 99), '0.' || repeat('1', 98), '123456789.123456789']) value;
SELECT results_eq($$SELECT new_value FROM ftf_config_history WHERE key = 'CVN_N' AND new_value ~ '^[01]?[0-9]\.[05]+$' ORDER BY entry_id$$,
	ARRAY['1.0', '0.5', '10.50', '0.00'], 'numbers are kept as they were written');

CREATE TEMP TABLE bad (value text);
INSERT INTO bad VALUES ('NaN'), ('nan'), ('Infinity'), ('inf'), ('-inf'), ('0x1F'), ('0X1f'), ('1_000'), ('1,000'),
	('1,5'), ('1.000,5'),
	('1 000'), ('1e3'), ('1E3'), ('1.5e-3'), ('+1'), ('--1'), ('-'), ('.'), ('.5'), ('-.5'), ('5.'), ('1.2.3'), ('01'),
	('00'), ('-01'),
	('007'), ('0o17'), ('017'), ('0b1'), ('1f'), ('1L'), ('1d'), ('10%'), ('$1'), ('1-'), ('1/2'), ('(1)'), ('one'),
	('true'), ('null'),
	('1;'), ('١'), ('１'), ('²'), ('½'), ('−1'), (U&'1\00A0000'), (E'1\n2'), (''), ('''1''');
SELECT is(e.state, 'UF006', 'no integer: ' || translate(value, E'\n', ' ')) FROM bad,
	pg_temp.caught(format('SELECT ftf_set(%L, %L, %L)', 'CVN_I', value, 'why')) e;
SELECT is(e.state, 'UF006', 'no number: ' || translate(value, E'\n', ' ')) FROM bad,
	pg_temp.caught(format('SELECT ftf_set(%L, %L, %L)', 'CVN_N', value, 'why')) e;

SELECT throws_ok(format('SELECT ftf_set(%L, %L, %L)', 'CVN_I', value, 'why'), 'UF006', NULL,
	'no integer: ' || left(value, 40))
FROM unnest(ARRAY['1.0', '1.5', '9223372036854775808', '-9223372036854775809', '1' || repeat('0', 99),
	'1' || repeat('0', 100)]) value;
SELECT throws_ok(format('SELECT ftf_set(%L, %L, %L)', 'CVN_N', value, 'why'), 'UF006', NULL,
	'too long a number: ' || left(value, 40))
FROM unnest(ARRAY['1' || repeat('0', 100), '0.' || repeat('1', 99), repeat('1', 130000)]) value;

SELECT is(e.message, 'value "1e3" of "CVN_N" breaks its definition', 'the error names value and key')
	FROM pg_temp.caught($$SELECT ftf_set('CVN_N', '1e3', 'why')$$) e;
SELECT isnt(e.detail, '', 'tells the rule') FROM pg_temp.caught($$SELECT ftf_set('CVN_N', '1e3', 'why')$$) e;
SELECT is(e.hint, 'Give a value that fits, or change the definition with ftf_define.', 'and what to do')
	FROM pg_temp.caught($$SELECT ftf_set('CVN_N', '1e3', 'why')$$) e;
SELECT throws_ok($$SELECT ftf_set('CVN_N', ' 1', 'why')$$, 'UF005', NULL, 'white space is refused before that');

SELECT lives_ok(format('SELECT ftf_set(%L, %L, %L)', 'CVN_B', value, 'why'), 'a boolean: ' || value)
	FROM unnest(ARRAY['true', 'false']) value;
SELECT throws_ok(format('SELECT ftf_set(%L, %L, %L)', 'CVN_B', value, 'why'), 'UF006', NULL, 'no boolean: ' || value)
FROM unnest(ARRAY['TRUE', 'True', 'FALSE', 't', 'f', 'yes', 'no', 'on', 'off', '1', '0', '', 'truee', 'null']) value;

SELECT * FROM finish();
ROLLBACK;
