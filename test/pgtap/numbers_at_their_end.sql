-- Numbers at the limits of bigint, and times at theirs, are refused or
-- answered, never counted past: as arguments, and in a store that was forged.
BEGIN;
CREATE EXTENSION ftf_config;
\ir lib/tampering.sql
\ir lib/ledger.sql

CREATE TEMP TABLE limits (n bigint);
INSERT INTO limits VALUES (9223372036854775807), (9223372036854775806), (4611686018427387904), (8), (0), (-1),
	(-9223372036854775807), (-9223372036854775808);
CREATE TEMP TABLE calls (name text, call text, state text);
INSERT INTO calls VALUES
	('ftf_revert', $$SELECT ftf_revert(%s, 'why')$$, '22023'),
	('ftf_revert of a key', $$SELECT ftf_revert(%s, 'why', 'CVN_A')$$, '22023'),
	('ftf_revert of a missing key', $$SELECT ftf_revert(%s, 'why', 'CVN_NONE')$$, '22023'),
	('ftf_env_at', $$SELECT ftf_env_at('%s'::bigint)$$, '22023'),
	('ftf_diff from', $$SELECT * FROM ftf_diff(%s, 1)$$, '22023'),
	('ftf_diff to', $$SELECT * FROM ftf_diff(1, %s)$$, '22023'),
	('ftf_diff of the same', $$SELECT * FROM ftf_diff(%1$s, %1$s)$$, '22023'),
	('ftf_set', $$SELECT ftf_set('CVN_A', '2', 'why', %s)$$, '22023'),
	('ftf_unset', $$SELECT ftf_unset('CVN_A', 'why', %s)$$, '22023'),
	('ftf_apply', $$SELECT ftf_apply('{"CVN_A": null}', 'why', %s)$$, '22023');

SELECT plan(162);

-- 0 is what if_revision is where nothing was ever set, and a conflict here
SELECT throws_ok(format(call, n), CASE WHEN n = 0 AND name IN ('ftf_set', 'ftf_unset', 'ftf_apply') THEN 'UF002' ELSE state END,
	NULL, format('%s: %s', name, n))
FROM calls, limits;
SELECT throws_ok(format('SELECT ftf_entry_bytes(%s)', n), '22023', NULL, format('ftf_entry_bytes: %s', n))
FROM limits;
SELECT is(ftf_env_at_time(at::timestamptz), '{"CVN_A": "2"}', format('the time %s', at))
FROM unnest(ARRAY['infinity', '294276-12-31 23:59:59.999999+00']) at;
SELECT throws_ok(format('SELECT ftf_env_at_time(%L)', at), '22023', NULL, format('the time %s', at))
FROM unnest(ARRAY['-infinity', '4714-11-24 00:00:00+00 BC', 'epoch']) at;

SELECT throws_ok(format('SELECT * FROM ftf_verify(%L)', n || ':' || repeat('0', 64)), '22023', NULL, format('anchor %s', n))
FROM unnest(ARRAY['9223372036854775808', '99999999999999999999', '-1', '-9223372036854775808', '0']) n;
SELECT results_eq(format('SELECT finding, part FROM ftf_verify(%L)', '9223372036854775807:' || repeat('0', 64)),
	$$VALUES ('rolled back', 'anchor')$$, 'the greatest anchor');

-- A store that a superuser forged, who knows the format.
CREATE FUNCTION pg_temp.forging(counted text, number bigint) RETURNS text LANGUAGE sql AS $$
	SELECT CASE counted WHEN 'entry_id' THEN format('UPDATE ftf_config_history SET entry_id = %L WHERE entry_id = 7', number)
		WHEN 'first' THEN format('UPDATE ftf_config_history SET entry_id = %L WHERE entry_id = 1', number)
		ELSE format('UPDATE ftf_config_history SET revision = %1$L WHERE revision = 5; UPDATE ftf_run SET revision = %1$L WHERE revision = 5;
			UPDATE ftf_run_env SET revision = %1$L WHERE revision = 5; UPDATE ftf_config SET revision = %1$L', number)
		END || '; SELECT pg_temp.rehash()'
$$;
SELECT is(pg_temp.told(pg_temp.forging(counted, 9223372036854775807), call), format('UF008: there is no %s after 9223372036854775807', said),
	format('%s at its end: %s', counted, call))
FROM (VALUES ('entry_id', 'entry'), ('revision', 'revision')) c(counted, said), unnest(ARRAY[
	$$SELECT ftf_set('CVN_A', '3', 'why')$$, $$SELECT ftf_apply('{"CVN_A": "3"}', 'why')$$, $$SELECT ftf_unset('CVN_A', 'why')$$,
	$$SELECT ftf_revert(1, 'why')$$, $$SELECT ftf_define('CVN_A', '{}', 'why')$$, $$SELECT ftf_undefine('CVN_A', 'why')$$,
	$$SELECT ftf_govern('{CVN_}', 'why')$$, $$DELETE FROM limits; SELECT ftf_set('CVN_A', '3', 'why')$$]) call;
-- a revision less, there is room for one change of one key, and a restored store needs two
SELECT is(pg_temp.told(pg_temp.forging('revision', 9223372036854775806), $$SELECT ftf_set('CVN_A', '3', 'why')$$), '9223372036854775807', 'the last revision');
SELECT is(pg_temp.told(pg_temp.forging('entry_id', 9223372036854775806), $$SELECT ftf_apply('{"CVN_A": "3"}', 'why')$$), '6', 'the last entry');
SELECT is(pg_temp.told(pg_temp.forging('entry_id', 9223372036854775806), $$SELECT ftf_apply('{"CVN_A": "3", "CVN_C": "1"}', 'why')$$),
	'UF008: there is no entry after 9223372036854775807', 'one more than that');
SELECT is(pg_temp.told('DELETE FROM ftf_installation; ' || pg_temp.forging(counted, 9223372036854775807), $$SELECT ftf_set('CVN_A', '3', 'why')$$),
	outcome, format('restored, %s at its end', counted))
FROM (VALUES ('entry_id', 'UF008: the ledger does not verify'), ('revision', 'UF008: there is no revision after 9223372036854775807')) t(counted, outcome);

-- what reads answers
SELECT is(pg_temp.told(pg_temp.forging('revision', 9223372036854775807), call), outcome, format('revision at its end: %s', call))
FROM (VALUES ($$SELECT ftf_env_at(9223372036854775807)$$, '{"CVN_A": "2"}'), ($$SELECT ftf_env_at(9223372036854775806)$$, '{"CVN_A": "2"}'),
	($$SELECT ftf_require('{CVN_A}')$$, '9223372036854775807'), ($$SELECT ftf_env_at_time('infinity')$$, '{"CVN_A": "2"}'),
	($$SELECT count(*) FROM ftf_diff(1, 9223372036854775807)$$, '1'), ($$SELECT count(*) FROM ftf_diff(9223372036854775807, 1)$$, '1'),
	($$SELECT ftf_revert(9223372036854775807, 'same')$$, '9223372036854775807'),
	($$SELECT ftf_set('CVN_A', '2', 'same', 9223372036854775807)$$, '9223372036854775807'),
	($$SELECT ftf_snapshot('new')$$, '{"CVN_A": "2"}'), ($$SELECT count(*) FROM ftf_run_diff('run 3', 'run 5')$$, '1')) t(call, outcome);

-- and verification names
SELECT matches(pg_temp.found(pg_temp.forging(counted, n)), 'number entry', format('%s %s is found', counted, n))
FROM unnest(ARRAY['entry_id', 'first', 'revision']) counted,
	unnest(ARRAY[9223372036854775807, 9223372036854775806, 0, -1, -9223372036854775807, -9223372036854775808]) n;

-- Values and bounds.
SELECT lives_ok($$SELECT ftf_define('CVN_A', '{"type": "integer", "minimum": -9223372036854775808, "maximum": 9223372036854775807}', 'why')$$,
	'the bounds of an integer');
SELECT lives_ok(format('SELECT ftf_set(''CVN_A'', %L, ''why'')', n), format('integer %s', n))
FROM unnest(ARRAY['9223372036854775807', '-9223372036854775808']) n;
SELECT throws_ok(format('SELECT ftf_set(''CVN_A'', %L, ''why'')', n), 'UF006', NULL, format('integer %s', n))
FROM unnest(ARRAY['9223372036854775808', '-9223372036854775809', '99999999999999999999']) n;
-- as a JSON number it is jsonb itself that refuses it
SELECT throws_ok(format('SELECT ftf_define(''CVN_B'', %L, ''why'')', format('{"type": "number", "maximum": %s}', n)), state, NULL,
	format('a bound of %s digits: %s', length(n), state))
FROM unnest(ARRAY[repeat('9', 131073), '0.' || repeat('9', 16384)]) digits, (VALUES ('22003', ''), ('UF005', '"')) q(state, quote), LATERAL concat(quote, digits, quote) n;
SELECT lives_ok($$SELECT ftf_define('CVN_B', '{"type": "number"}', 'why')$$, 'a number');
SELECT throws_ok(format('SELECT ftf_set(''CVN_B'', %L, ''why'')', n), 'UF006', NULL, format('a number of %s digits', length(n)))
FROM unnest(ARRAY[repeat('9', 131050), '0.' || repeat('9', 16384), '-0.' || repeat('9', 100000)]) n;

SELECT * FROM finish();
ROLLBACK;
