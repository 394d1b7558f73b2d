-- A pattern that could take long to compile or to match is refused, with what to do; real ones are not.
BEGIN;
CREATE EXTENSION ftf_config;
SELECT plan(63);
\ir lib/caught.sql

CREATE TEMP TABLE usual (pattern text, fits text);
INSERT INTO usual VALUES
	('^\d+(\.\d+)?$', '1.50'), ('((25[0-5]|2[0-4]\d|1?\d?\d)(\.(?!$)|$)){4}', '10.0.255.1'),
	('\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])', '2026-02-28'),
	('\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:?\d\d)', '2026-02-28T09:30:00.250+01:00'),
	('v?(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?', '1.10.0-rc.1+build.5'),
	('[\w.+-]{1,64}@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}', 'desk+1@fund.example'),
	('[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}', '0f8fad5b-d9cb-469f-a165-70867728950e'),
	((SELECT string_agg('SYMBOL_NUMBER_' || i || '\.EXCHANGE', '|') FROM generate_series(1, 50) i), 'SYMBOL_NUMBER_50.EXCHANGE'),
	('(?!0$)\d{1,9}', '17'), ('[^]\\]+', 'a[b'), ('[[:alpha:]_]\w{0,62}', 'ema_fast'), ('\\\d+', '\1'), ('[\d\\1]+', '1\1'),
	('\\1', '\1'), ('(a{0,5}b){1,10}', 'aab'), ('.{1,255}', 'x'), ('.{0,255}', ''), ('a{,b', 'a{,b'), ('([\w-]{1,63}\.){1,8}[a-z]{2,63}', 'a.b.example');
SELECT is(e.state, '00000', 'admitted: ' || left(pattern, 60))
FROM usual, pg_temp.caught(format('SELECT ftf_define(%1$L, %2$L, %3$L), ftf_set(%1$L, %4$L, %3$L), ftf_unset(%1$L, %3$L)', 'CVN_A',
	json_build_object('pattern', pattern), 'why', fits)) e;

CREATE TEMP TABLE bad (pattern text, detail text);
INSERT INTO bad VALUES
	('(a)\1', 'refers back'), ('(a|b)-\1', 'refers back'), ('(.*)(.*)(.*)(.*)(.*)\5\4\3\2\1z', 'refers back'),
	('(a)\\\1', 'refers back'), ('((a)\2)', 'refers back'), ('(a)(\1|b)', 'refers back'), ('(x)[\]]\1', 'refers back'),
	(repeat('(a)', 12) || '\12', 'refers back'), ('(?:(a))(?=\1)', 'not a regular expression'),
	(repeat('a', 4097), '4097 bytes; at most 4096'), (repeat('€', 1366), '4098 bytes; at most 4096'),
	(repeat('a', 2001), 'more than 2000 characters'), ('(a{200}){11}', 'more than 2000 characters'),
	('((a{1,255}){1,255}){1,255}', 'more than 2000 characters'), ('(((a{255}){255}){255}){255}', 'more than 2000 characters'),
	('([ab]{0,255}){0,100}', 'more than 2000 characters'), ('([])a-c]{2}\)\{){600}', 'more than 2000 characters'), ('([])a-c]{9}\){){250}', 'more than 2000 characters'),
	(repeat('a?', 101), 'more than 100 parts'), (repeat('a*', 101), 'more than 100 parts'), (repeat('(a|)', 101), 'more than 100 parts'),
	(repeat('(|a)', 101), 'more than 100 parts'), ('(a?){101}', 'more than 100 parts'), (repeat('\y', 101), 'more than 100 parts'),
	(repeat('^', 101), 'more than 100 parts'), (repeat('a{0,1}', 101), 'more than 100 parts'), (repeat('a*?', 101), 'more than 100 parts'),
	('(([ab]?\w?\d?[^x]?){0,5}){0,50}', 'more than 100 parts'), (repeat('\[?', 101), 'more than 100 parts'), (repeat('[[]?', 101), 'more than 100 parts'),
	('(?=a)(?=.)(?=a)a', 'looks around more than 2 times'), ('((?=.*z).|b|a)*(?!b)(?<=a)(?<!b)', 'looks around more than 2 times');
SELECT is(row(e.state, e.message, substring(e.detail from bad.detail), e.hint IS NOT NULL)::text,
	row('UF005', 'definition of "CVN_A" is malformed', bad.detail, true)::text, 'refused: ' || left(pattern, 60) || ' ' || e.detail)
FROM bad, pg_temp.caught(format('SELECT ftf_define(%L, %L, %L)', 'CVN_A', json_build_object('pattern', pattern), 'why')) e;

SELECT is(e.state, '00000', 'at the bound: ' || left(pattern, 30))
FROM unnest(ARRAY[repeat('a', 2000), repeat('a?', 99), '(a{200}){9}a{180}', '(?=a)(?!b)a', repeat('\u0061', 10) || repeat('(?:a)', 100)]) pattern,
	pg_temp.caught(format('SELECT ftf_define(%L, %L, %L)', 'CVN_A', json_build_object('pattern', pattern), 'why')) e;

SELECT is(row(e.state, e.detail)::text, row('UF006', 'Where a pattern looks around, as (?=...) does, a value has at most 256 bytes.')::text,
	'a long value is not looked around in') FROM (SELECT ftf_define('CVN_L', '{"pattern": "(?=.*z).*"}', 'why')) d,
	LATERAL pg_temp.caught($$SELECT ftf_set('CVN_L', repeat('z', 257), 'why')$$) e WHERE d IS NOT NULL;
SELECT lives_ok($$SELECT ftf_set('CVN_L', repeat('z', 256), 'why')$$, 'one of 256 bytes is');

-- What a store of 1.0.0 holds is matched as it was.
ALTER TABLE ftf_parameter DISABLE TRIGGER ALL;
INSERT INTO ftf_parameter (key, definition) VALUES ('CVN_OLD', '{"pattern": "(a|b)-\\1"}'), ('CVN_WIDE', jsonb_build_object('pattern', repeat('a', 3000)));
ALTER TABLE ftf_parameter ENABLE TRIGGER ALL;
SELECT lives_ok($$SELECT ftf_set('CVN_OLD', 'a-a', 'why')$$, 'a pattern that refers back, stored before the bound, takes what matches');
SELECT throws_ok($$SELECT ftf_set('CVN_OLD', 'a-b', 'why')$$, 'UF006', NULL, 'and refuses what does not');
SELECT lives_ok($$SELECT ftf_set('CVN_WIDE', repeat('a', 3000), 'why')$$, 'so does a longer one');
SELECT lives_ok($$SELECT ftf_define('CVN_OLD', '{"pattern": "(a-a|b-b)"}', 'without')$$, 'it can be defined anew');
SELECT throws_ok($$SELECT ftf_define('CVN_WIDE', '{"pattern": "(a|b)-\\1"}', 'with')$$, 'UF005', NULL, 'within the bounds');

SELECT * FROM finish();
ROLLBACK;
