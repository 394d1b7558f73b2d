-- No change without a reason, which is a text that can be read.
BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION ftf_config;
SELECT plan(40);
\ir lib/caught.sql
SELECT ftf_set('CVN_A', '1', 'one') AS r1, ftf_define('CVN_A', '{}', 'two') AS r2 \gset

CREATE TEMP TABLE change (statement text);
INSERT INTO change VALUES ('ftf_set(''CVN_A'', ''2'', %L)'), ('ftf_unset(''CVN_A'', %L)'),
	('ftf_apply(''{"CVN_A": "2"}''::jsonb, %L)'), ('ftf_apply(''{"CVN_A": "2"}''::text, %L)'),
	('ftf_revert(1, %L)'), ('ftf_define(''CVN_A'', ''{"unit": "x"}''::jsonb, %L)'),
	('ftf_define(''CVN_A'', ''{"unit": "x"}''::text, %L)'),
	('ftf_undefine(''CVN_A'', %L)'), ('ftf_govern(''{CVN_,SIM_}'', %L)');
SELECT is(e.state || e.message, 'UF004a reason is missing', format(statement, NULL)) FROM change,
	pg_temp.caught('SELECT ' || format(statement, NULL)) e;
SELECT is(e.state || e.message, 'UF004a reason is missing', format(statement, ' ')) FROM change,
	pg_temp.caught('SELECT ' || format(statement, ' ')) e;

SELECT is(e.state, 'UF004', 'no reason: ' || what) FROM (VALUES ('', 'empty'), ('   ', 'spaces'),
	(E'\n\t\r\x0b\f', 'ASCII white space'), (U&'\00A0', 'no-break space'),
	(U&'\3000', 'ideographic space'), (U&'\2003\2009', 'em and thin space'), (U&'\200B', 'zero-width space'),
	(U&'\FEFF\2060', 'byte order mark, word joiner'),
	(U&'\0085', 'next line'), (U&'\00AD', 'soft hyphen')) r (reason, what),
		pg_temp.caught(format('SELECT ftf_set(%L, %L, %L)', 'CVN_A', '2', reason)) e;
SELECT is(e.hint, 'Say why, in words that someone else will understand in a year.', 'the hint asks for one') FROM
	pg_temp.caught($$SELECT ftf_set('CVN_A', '2', '')$$) e;
SELECT is(e.state, 'UF005', 'no good reason: ' || what)
	FROM (VALUES (E'why\x01', 'control character'), (U&'w\202Ehy', 'reordered'), (E'why\r\n', 'Windows line end'),
	(repeat('x', 16385), 'too long'), ('the password: hunter2', 'a secret')) r (reason, what),
		pg_temp.caught(format('SELECT ftf_set(%L, %L, %L)', 'CVN_A', '2', reason)) e;
SELECT lives_ok(format('SELECT ftf_set(%L, %L, %L)', 'CVN_A', n, reason), 'a reason: ' || left(reason, 3))
	FROM (VALUES (2, '.'), (3, ' indented'), (4, E'two\nlines\n'), (5, '因为 ATR'), (6, repeat('x', 16384))) r (n, reason);
SELECT results_eq('SELECT reason FROM ftf_config_history WHERE revision > 2 ORDER BY revision',
	ARRAY['.', ' indented', E'two\nlines\n', '因为 ATR', repeat('x', 16384)], 'they are kept as they are');

SELECT * FROM finish();
ROLLBACK;
