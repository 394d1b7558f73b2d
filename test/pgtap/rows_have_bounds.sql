-- Nothing is stored that would make a row too long to be dumped: each argument at its bound, and one byte over.
BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION ftf_config;
SELECT plan(48);
\ir lib/caught.sql

-- Keys CVN_00001 ..., values that fill the object up to so many bytes.
CREATE FUNCTION pg_temp.env(bytes int) RETURNS jsonb LANGUAGE sql AS $$
	SELECT jsonb_object_agg('CVN_' || lpad(i::text, 5, '0'), repeat('x', least(131000, bytes - (i - 1) * 131009 - 9)))
	FROM generate_series(1, ceil(bytes / 131009.0)::int) i $$;
CREATE FUNCTION pg_temp.bytes(env jsonb) RETURNS bigint LANGUAGE sql AS
	'SELECT sum(octet_length(key) + octet_length(value)) FROM jsonb_each_text(env)';
-- A definition whose JSON text has so many bytes.
CREATE FUNCTION pg_temp.definition(bytes int) RETURNS jsonb LANGUAGE sql AS $$
	SELECT jsonb_build_object('type', 'choice', 'choices', jsonb_build_array(repeat('a', bytes - 35))) $$;

SELECT is(octet_length(pg_temp.definition(131072)::text), 131072, 'a definition of 128 KiB of text');
SELECT lives_ok($$SELECT ftf_define('CVN_D', pg_temp.definition(131072), 'x')$$, 'is admitted');
SELECT lives_ok($$SELECT ftf_define('CVN_E', pg_temp.definition(131072)::text, 'x')$$, 'as text, too');
SELECT is(row(e.state, e.message, e.detail)::text,
	row('UF005', 'definition of "CVN_D" is too long', 'As JSON text it has more than 131072 bytes.')::text, 'one byte more is refused: ' || call)
FROM unnest(ARRAY['pg_temp.definition(131073)', 'pg_temp.definition(131073)::text', 'pg_temp.definition(140000)',
	'jsonb_build_object(''type'', ''choice'', ''choices'', (SELECT jsonb_agg(repeat(chr(97 + i), 100)) FROM generate_series(1, 25) i, generate_series(1, 200)))',
	'jsonb_build_object(''description'', repeat(''a'', 16384), ''type'', ''choice'', ''choices'', jsonb_build_array(repeat(E''\\n'', 65000)))'
	]) call, pg_temp.caught(format($$SELECT ftf_define('CVN_D', %s, 'x')$$, call)) e;
SELECT is(e.state || e.message || e.detail, 'UF005definition is too longIt has 524289 bytes of JSON text; at most 524288 are read.',
	'text is not parsed if it is far longer') FROM pg_temp.caught($$SELECT ftf_define('CVN_D', '"' || repeat('a', 524288), 'x')$$) e;
SELECT throws_ok($$SELECT ftf_define('CVN_D', jsonb_build_object('type', 'choice', 'choices',
		(SELECT jsonb_agg(repeat('x', 130000)) FROM generate_series(1, 1350))), 'x')$$,
	'UF005', 'definition of "CVN_D" is too long', '1,350 choices of 130 kB are refused');
SELECT throws_ok($$SELECT ftf_define('CVN_D', jsonb_build_object('x', (SELECT jsonb_agg(1e1000::numeric) FROM generate_series(1, 100))), 'x')$$,
	'UF005', 'definition of "CVN_D" is malformed', 'numbers that are longer as text are refused unwritten');
SELECT throws_ok($$SELECT ftf_define(NULL, jsonb_build_object('x', repeat('x', 200000)), 'x')$$, 'UF005', 'key is null', 'a null key is told first');
SELECT throws_ok(format($$SELECT ftf_define('CVN_N', jsonb_build_object(%L, repeat('n', 16385)), 'x')$$, field), 'UF005',
	field || ' of "CVN_N" is too long', field || ' has a bound')
FROM unnest(ARRAY['unit', 'category', 'description', 'pattern']) field;
SELECT lives_ok(format($$SELECT ftf_define('CVN_N', jsonb_build_object(%L, repeat('n', 16384)), 'x')$$, field), field || ' up to there')
FROM unnest(ARRAY['unit', 'category', 'description']) field;
SELECT count(ftf_undefine(key, 'x')) AS undefined FROM ftf_parameter \gset

-- base_env
SELECT is(pg_temp.bytes(pg_temp.env(16777216)), 16777216::bigint, 'keys and values of 16 MiB');
SELECT is(row(e.state, e.message, e.detail)::text, row('UF005', 'changes is too large',
	'Keys and values have 16777217 bytes together; at most 16777216 are admitted.')::text, 'more is refused')
FROM pg_temp.caught($$SELECT ftf_apply(pg_temp.env(16777217), 'x')$$) e;
SELECT is(row(e.state, e.message)::text, row('UF005', 'changes is too large')::text, 'as text, too')
FROM pg_temp.caught($$SELECT ftf_apply(pg_temp.env(16777217)::text, 'x')$$) e;
SELECT is(e.state || e.message || e.detail, 'UF005changes is too longIt has 67108865 bytes of JSON text; at most 67108864 are read.',
	'text that is far longer is not parsed') FROM pg_temp.caught($$SELECT ftf_apply('"' || repeat('a', 67108864), 'x')$$) e;
SELECT lives_ok($$SELECT ftf_apply(pg_temp.env(16777215), 'x')$$, 'all but one byte is admitted');
SELECT lives_ok($$SELECT ftf_set('CVN_00129', (ftf_env() ->> 'CVN_00129') || 'x', 'x')$$, 'it can grow by the last one');
SELECT is(pg_temp.bytes(ftf_env()), 16777216::bigint, 'up to its bound');
SELECT is(row(e.state, e.message, e.detail)::text, row('UF005', 'the parameters would be too large',
	'Keys and values have 16777217 bytes together; at most 16777216 are admitted.')::text, 'and not by one more')
FROM pg_temp.caught($$SELECT ftf_set('CVN_00129', (ftf_env() ->> 'CVN_00129') || 'x', 'x')$$) e;
SELECT throws_ok($$SELECT ftf_set('CVN_A', '', 'x')$$, 'UF005', 'the parameters would be too large', 'nor by a key');
SELECT throws_ok($$SELECT ftf_apply(jsonb_build_object('CVN_00003', repeat('x', 131000), 'CVN_00001', '', 'CVN_00002', repeat('x', 131000),
	'CVN_00004', repeat('x', 131000), 'CVN_ADDED', repeat('y', 130992)), 'x')$$, 'UF005', 'the parameters would be too large', 'nor by several');
SELECT lives_ok($$SELECT ftf_set('CVN_00129', overlay(ftf_env() ->> 'CVN_00129' placing 'y' from 1), 'x')$$, 'the same size is admitted');
SELECT is(row(e.state, e.message)::text, row('UF005', 'overrides is too large')::text, 'overrides have the same bound')
FROM pg_temp.caught($$SELECT ftf_snapshot('run', pg_temp.env(16777217))$$) e;
SELECT is(length(ftf_snapshot('run', ftf_env())::text) > 16777216, true, 'and are admitted up to it');
SELECT is(e.state || e.message, 'UF005overrides is too long', 'as text they have one before they are parsed')
FROM pg_temp.caught($$SELECT ftf_snapshot('run2', '"' || repeat('a', 67108864))$$) e;

-- A store that was larger before the bound came may become smaller, and no larger.
ALTER TABLE ftf_config DISABLE TRIGGER ALL;
UPDATE ftf_config SET base_env = base_env || jsonb_build_object('CVN_MORE', repeat('m', 100000), 'CVN_LESS', '1');
ALTER TABLE ftf_config ENABLE TRIGGER ALL;
SELECT throws_ok($$SELECT ftf_set('CVN_LESS', '12', 'x')$$, 'UF005', 'the parameters would be too large', 'one that is too large does not grow');
SELECT throws_ok($$SELECT ftf_set('CVN_LESS', '2', 'x')$$, 'UF005', NULL, 'nor stays as large');
SELECT lives_ok($$SELECT ftf_set('CVN_LESS', '1', 'x')$$, 'but what it holds changes nothing');
SELECT lives_ok($$SELECT ftf_set('CVN_LESS', '', 'x')$$, 'and it shrinks');
SELECT lives_ok($$SELECT ftf_unset('CVN_LESS', 'x')$$, 'step by step');

-- governed prefixes, and keys that are asked for
SELECT throws_ok($$SELECT ftf_govern(ARRAY(SELECT 'P' || lpad(i::text, 119, '0') FROM generate_series(1, 300) i) || 'CVN_'::text, 'x')$$,
	'UF005', 'prefixes are too many or too long', 'prefixes have a bound');
SELECT throws_ok($$SELECT ftf_govern(ARRAY(SELECT 'P' || lpad(i::text, 119, '0') FROM generate_series(1, 1000000) i), 'x')$$,
	'UF005', 'prefixes are too many or too long', 'many of them are not looked at');
-- 264 of 124 bytes with quotes and comma, ["CVN_"] and one of 20 more
SELECT lives_ok($$SELECT ftf_govern(ARRAY(SELECT 'P' || lpad(i::text, 119, '0') FROM generate_series(1, 264) i) || 'CVN_'::text || repeat('Q', 20), 'x')$$,
	'32768 bytes of JSON are admitted');
SELECT is(octet_length(new_value), 32768, 'which they have') FROM ftf_config_history ORDER BY entry_id DESC LIMIT 1;
SELECT throws_ok($$SELECT ftf_govern(ARRAY(SELECT 'P' || lpad(i::text, 119, '0') FROM generate_series(1, 264) i) || 'CVN_'::text || repeat('Q', 21), 'x')$$,
	'UF005', 'prefixes are too many or too long', 'one byte more is refused');
SELECT throws_ok($$SELECT ftf_require(ARRAY(SELECT 'CVN_' || i FROM generate_series(1, 131073) i))$$, 'UF005', 'keys names too many keys',
	'131,073 keys are not looked up');
SELECT throws_ok($$SELECT ftf_snapshot('run3', '{}', ARRAY(SELECT 'CVN_' || i FROM generate_series(1, 131073) i))$$, 'UF005',
	'required names too many keys', 'nor required');
SELECT throws_ok($$SELECT ftf_require(array_fill(repeat('K', 1000000), ARRAY[17]))$$, 'UF005', 'keys names too many keys', 'nor so many bytes');

-- what the session says of itself
SELECT set_config('application_name', repeat('a', 100000), true) AS named \gset
SELECT ftf_unset('CVN_00001', repeat('r', 16384)) AS unset \gset
SELECT is(octet_length(application_name), 63, 'application_name has 63 bytes at most') FROM ftf_config_history ORDER BY entry_id DESC LIMIT 1;
SELECT is(octet_length(reason), 16384, 'and a reason its own bound') FROM ftf_config_history ORDER BY entry_id DESC LIMIT 1;

SELECT * FROM finish();
ROLLBACK;
