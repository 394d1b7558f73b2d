-- A key is an environment variable's name with a governed prefix, at most 128 bytes long.
BEGIN;
CREATE EXTENSION ftf_config;
SELECT plan(65);
\ir lib/caught.sql

SELECT lives_ok(format('SELECT ftf_set(%L, %L, %L)', key, 'x', 'why'), 'admitted: ' || left(key, 40))
FROM unnest(ARRAY['CVN_A', 'CVN__', 'CVN_0', 'CVN_ATR_PERIOD', 'CVN_2', 'CVN_X9_', 'CVN_CVN_',
	'CVN_' || repeat('A', 124)]) key;
SELECT is(ftf_get('CVN_' || repeat('A', 124)), 'x', 'a key of 128 bytes is read');

CREATE TEMP TABLE bad (key text, what text);
INSERT INTO bad VALUES
	('', 'empty'), (' ', 'blank'), ('CVN_a', 'small letter'), ('cvn_A', 'small prefix'), ('Cvn_A', 'mixed prefix'),
	('CVN_A ', 'trailing space'), (' CVN_A', 'leading space'), ('CVN A', 'space'), ('CVN_A-B', 'hyphen'),
	('CVN_A.B', 'point'), ('CVN_A=', 'equals sign'), ('CVN_A=B', 'assignment'), (E'CVN_A\n', 'trailing newline'),
	(E'CVN_\tA', 'tab'), (E'CVN_\nA', 'newline'), (E'CVN_A\x01', 'control character'), ('CVN_Ä', 'letter beyond ASCII'),
	('CVN_' || U&'\0391', 'Greek Alpha'), ('CVN_' || U&'\0410', 'Cyrillic A'), ('CVN_' || U&'\FF21', 'full-width A'),
	('CVN_' || U&'\0661', 'Arabic digit'), ('CVN_' || U&'\200B', 'zero-width space'),
	('CVN_' || U&'\+01D400', 'mathematical A'),
	('CVN_$A', 'dollar'), ('CVN_"A', 'quote'), ('CVN_''A', 'apostrophe'), ('CVN_\A', 'backslash'), ('CVN_/A', 'slash'),
	('CVN_;', 'semicolon'), ('CVN_(A)', 'parentheses'), ('1CVN_A', 'digit first'), ('-CVN_A', 'hyphen first'),
	('CVN_' || repeat('A', 125), '129 bytes'), ('CVN_' || repeat('A', 1048576), '1 MiB'),
	(repeat('Ä', 64), '64 letters beyond ASCII');
-- Messages show at most 64 bytes.
SELECT is(e.state || e.message, format('UF005key "%s" is not a parameter''s name', CASE WHEN octet_length(key) > 64
	THEN left(key, 64 * length(key) / octet_length(key)) || '...'
		ELSE translate(key, E'\n\t\x01', '???') END), 'refused: ' || what)
FROM bad, pg_temp.caught(format('SELECT ftf_set(%L, %L, %L)', key, 'x', 'why')) e;

SELECT is(e.state || e.message, format('UF005key "%s" has no governed prefix', key), 'not governed: ' || key)
FROM unnest(ARRAY['PATH', 'CVN', 'CVN_', 'CV_A', 'XCVN_A', '_CVN_A', 'PGPASSFILE', 'A', '_']) key,
	pg_temp.caught(format('SELECT ftf_set(%L, %L, %L)', key, 'x', 'why')) e;
SELECT matches(e.detail, '^Governed prefixes are .*CVN_', 'the error names the prefixes')
	FROM pg_temp.caught($$SELECT ftf_set('PATH', '/bin', 'why')$$) e;

SELECT is((pg_temp.caught($$SELECT ftf_set('CVN-A', 'x', 'why')$$)).detail,
	'A key is 1 to 128 capital letters, digits and underscores and does not start with a digit.', 'the rule is told');
SELECT throws_ok($$SELECT ftf_set(NULL, 'x', 'why')$$, 'UF005', 'key is null', 'null is refused');
SELECT throws_ok(format('SELECT ftf_apply(%L, %L)', json_build_object(key, 'x'), 'why'), 'UF005', NULL,
	'ftf_apply: ' || what)
	FROM bad WHERE what IN ('empty', 'small letter', 'Greek Alpha', '129 bytes', '1 MiB');
SELECT throws_ok(format('SELECT ftf_define(%L, %L, %L)', key, '{}', 'why'), 'UF005', NULL, 'ftf_define: ' || key)
	FROM unnest(ARRAY['', 'cvn_A', 'PATH']) key;

SELECT is(count(*), 8::bigint, 'only the admitted keys are there') FROM jsonb_object_keys(ftf_env());
SELECT * FROM finish();
ROLLBACK;
