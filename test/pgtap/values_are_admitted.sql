-- A value is any text, except what a reader can't see.
BEGIN;
CREATE EXTENSION ftf_config;
SELECT plan(143);

CREATE TEMP TABLE good (value text, what text);
INSERT INTO good VALUES
	('', 'empty'), ('0', 'digit'), ('a b', 'inner space'), (E'a\nb', 'inner newline'), (E'a\tb', 'inner tab'),
	(U&'a\00A0b', 'inner no-break space'), (U&'a\3000b', 'inner ideographic space'),
	('~!@#$%^&*()_+{}|:"<>?`-=[]\;'',./', 'ASCII marks'),
	(U&'\00A1', 'first two-byte letter that is seen'), (U&'\07C0', 'a late two-byte digit'), ('naïve', 'Latin'),
	('Ελλάς', 'Greek'),
	('Москва', 'Cyrillic'), ('שלום', 'Hebrew'), ('سلام', 'Arabic'), ('नमस्ते', 'Devanagari'), ('สวัสดี', 'Thai'),
	('東京', 'Han'),
	('한국', 'Hangul'), ('ｆｕｌｌ', 'full width'), ('€', 'three bytes'), ('😀', 'four bytes'),
	(U&'\+01D7D8', 'mathematical digit'),
	(U&'\+020000', 'Han of plane 2'), (U&'\+10FFFD', 'last private use'), (U&'\E000', 'private use'),
	(U&'\FFFD', 'replacement character'),
	(U&'e\0301', 'combining accent'), ('\u0041', 'backslash u'), ('\000', 'backslash digits'), ('"quoted"', 'quotes'),
	('null', 'the word null'),
	('{"a": [1, 2]}', 'JSON'), ('$HOME', 'dollar'), ('`id`', 'backquotes'), ('%s%n', 'percent'), ('--', 'dashes'),
	('/* */', 'comment');
SELECT lives_ok(format('SELECT ftf_set(%L, %L, %L)', 'CVN_A', value, what), 'admitted: ' || what) FROM good;
SELECT results_eq($$SELECT reason, convert_to(new_value, 'UTF8') FROM ftf_config_history WHERE key = 'CVN_A' ORDER BY 1$$,
	$$SELECT what, convert_to(value, 'UTF8') FROM good ORDER BY 1$$, 'the history has them byte for byte');

-- C0 but tab and newline, DEL and C1
SELECT throws_ok(format('SELECT ftf_set(%L, %L, %L)', 'CVN_A', 'ab' || chr(c) || 'd', 'x'), 'UF005',
	format('value of "CVN_A" has a control character (U+%s) at position 3', upper(lpad(to_hex(c), 4, '0'))),
	'control character ' || to_hex(c))
FROM generate_series(1, 159) c WHERE (c < 32 OR c >= 127) AND c NOT IN (9, 10);

SELECT throws_ok(format('SELECT ftf_set(%L, %L, %L)', 'CVN_A', value, 'x'), 'UF005',
	format('value of "CVN_A" has %s white space', where_), format('%s %s', where_, what))
FROM (VALUES (' ', 'space'), (E'\n', 'newline'), (E'\t', 'tab'), (U&'\00A0', 'no-break space'),
	(U&'\1680', 'Ogham space'),
	(U&'\2000', 'en quad'), (U&'\2003', 'em space'), (U&'\202F', 'narrow no-break space'),
	(U&'\205F', 'mathematical space'),
	(U&'\3000', 'ideographic space')) s (space, what),
	LATERAL (VALUES ('leading', space || 'a'), ('trailing', 'a' || space), ('leading', space)) v (where_, value);

SELECT throws_ok(format('SELECT ftf_set(%L, %L, %L)', 'CVN_A', U&'a\+010000 b' || E'\r\n', 'x'), 'UF005',
	'value of "CVN_A" has a control character (U+000D) at position 5', 'positions count characters, not bytes');
SELECT throws_ok($$SELECT ftf_set('CVN_A', E'a\r\nb', 'x')$$, 'UF005', NULL, 'a Windows line end is refused');
SELECT throws_ok($$SELECT ftf_set('CVN_A', NULL, 'x')$$, 'UF005', 'value of "CVN_A" is null', 'null is refused');
SELECT throws_ok($$SELECT ftf_apply('{"CVN_A": "a\u0007"}', 'x')$$, 'UF005',
	'value of "CVN_A" has a control character (U+0007) at position 2', 'ftf_apply looks too');
SELECT throws_ok($$SELECT ftf_apply('{"CVN_A": "a\ud800"}', 'x')$$, '22P02', NULL,
	'half a surrogate pair is no JSON text');
SELECT throws_ok($$SELECT ftf_snapshot('run', '{"CVN_A": " 1"}')$$, 'UF005', 'value of "CVN_A" has leading white space',
	'ftf_snapshot looks at overrides');

SELECT ftf_define('CVN_SPACE', '{"allow": ["space"]}', 'x') AS d1,
	ftf_define('CVN_CONTROL', '{"allow": ["control"]}', 'x') AS d2,
	ftf_define('CVN_ALL', '{"allow": ["control", "space", "invisible"]}', 'x') AS d3 \gset
SELECT lives_ok($$SELECT ftf_set('CVN_SPACE', E' \t \n', 'x')$$, 'a definition can allow white space at the ends');
SELECT throws_ok($$SELECT ftf_set('CVN_SPACE', E' \x1b', 'x')$$, 'UF005', NULL, 'and no more than that');
SELECT lives_ok($$SELECT ftf_set('CVN_CONTROL', E'\x1b[31m', 'x')$$, 'another can allow control characters');
SELECT throws_ok($$SELECT ftf_set('CVN_CONTROL', E'\x1b ', 'x')$$, 'UF005', NULL, 'and no more than that');
SELECT lives_ok($$SELECT ftf_set('CVN_ALL', U&' \200B\000D\000A', 'x')$$, 'one can allow everything');
SELECT is(convert_to(ftf_get('CVN_ALL'), 'UTF8'), '\x20e2808b0d0a', 'which is kept as it is');

SELECT * FROM finish();
ROLLBACK;
