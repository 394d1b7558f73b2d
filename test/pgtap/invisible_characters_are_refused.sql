-- Two values that look alike are alike: characters without a width are refused.
BEGIN;
CREATE EXTENSION ftf_config;
SELECT plan(105);

-- Unicode's Default_Ignorable_Code_Point, and the format characters without a glyph; see
-- DerivedCoreProperties.txt and UnicodeData.txt (category Cf, Zl, Zp).
CREATE TEMP TABLE invisible (first int, last int, what text);
INSERT INTO invisible VALUES
	(x'00AD'::int, x'00AD'::int, 'soft hyphen'), (x'034F'::int, x'034F'::int, 'combining grapheme joiner'),
	(x'061C'::int, x'061C'::int, 'Arabic letter mark'), (x'115F'::int, x'1160'::int, 'Hangul fillers'),
	(x'17B4'::int, x'17B5'::int, 'Khmer inherent vowels'), (x'180B'::int, x'180F'::int, 'Mongolian selectors'),
	(x'200B'::int, x'200F'::int, 'zero-width space, joiners, marks'),
	(x'2028'::int, x'202E'::int, 'separators, embeddings'),
	(x'2060'::int, x'206F'::int, 'word joiner, invisible operators, isolates'),
	(x'3164'::int, x'3164'::int, 'Hangul filler'),
	(x'FE00'::int, x'FE0D'::int, 'variation selectors, but for emoji''s two'), (x'FEFF'::int, x'FEFF'::int, 'byte order mark'),
	(x'FFA0'::int, x'FFA0'::int, 'half-width Hangul filler'), (x'FFF0'::int, x'FFFB'::int, 'interlinear annotations'),
	(x'1BCA0'::int, x'1BCA3'::int, 'shorthand format controls'),
	(x'1D173'::int, x'1D17A'::int, 'musical format controls'),
	(x'E0001'::int, x'E0001'::int, 'language tag'), (x'E0020'::int, x'E0021'::int, 'tags'),
	(x'E0100'::int, x'E0101'::int, 'more variation selectors');
SELECT throws_ok(format('SELECT ftf_set(%L, %L, %L)', 'CVN_A', 'a' || chr(c) || 'b', 'x'), 'UF005',
	format('value of "CVN_A" has an invisible character (U+%s) at position 2',
		upper(lpad(to_hex(c), greatest(4, length(to_hex(c))), '0'))),
	format('%s: %s', to_hex(c), what))
FROM invisible, generate_series(first, last) c;

SELECT throws_ok(format('SELECT ftf_set(%L, %L, %L)', 'CVN_A', value, 'x'), 'UF005', NULL, what)
FROM (VALUES (U&'\200B', 'alone'), (U&'\FEFF1', 'in front'), (U&'1\200B', 'at the end'),
	(U&'\+0E0041', 'a tag')) v (value, what);

SELECT lives_ok(format('SELECT ftf_set(%L, %L, %L)', 'CVN_A', 'a' || chr(c), 'x'), 'seen, so admitted: ' || to_hex(c))
FROM unnest(ARRAY[x'00AC'::int, x'00AE'::int, x'2010'::int, x'2027'::int, x'2030'::int, x'2070'::int, x'FE0E'::int, x'FE0F'::int, x'FE10'::int,
	x'FFFD'::int]) c;

SELECT ftf_define('CVN_EMOJI', '{"allow": ["invisible"]}', 'family emoji') AS defined \gset
SELECT lives_ok($$SELECT ftf_set('CVN_EMOJI', U&'\+01F468\200D\+01F469', 'x')$$, 'a definition can allow them');
SELECT is(convert_to(ftf_get('CVN_EMOJI'), 'UTF8'), '\xf09f91a8e2808df09f91a9', 'and they are kept');
SELECT throws_ok($$SELECT ftf_set('CVN_EMOJI', E'a\x07', 'x')$$, 'UF005', NULL, 'and only they are allowed');

SELECT throws_ok($$SELECT ftf_set('CVN_A', '1', U&'wh\200By')$$, 'UF005',
	'the reason has an invisible character (U+200B) at position 3',
	'a reason has none');
SELECT throws_ok($$SELECT ftf_set('CVN_A', '1', U&'\200B\FEFF')$$, 'UF004', NULL, 'and does not consist of them');

SELECT * FROM finish();
ROLLBACK;
