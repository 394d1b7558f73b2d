-- The functions work wherever SQL can call one.
BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION ftf_config;
SELECT plan(37);
\ir lib/caught.sql

CREATE FUNCTION pg_temp.tune(value text) RETURNS bigint LANGUAGE sql AS $$SELECT ftf_set('CVN_A', value, 'in a SQL function')$$;
CREATE FUNCTION pg_temp.tuned() RETURNS text LANGUAGE sql STABLE BEGIN ATOMIC SELECT ftf_get('CVN_A'); END;
SELECT is(pg_temp.tune('1'), 1::bigint, 'from a SQL function');
SELECT is(pg_temp.tuned(), '1', 'from a SQL function with a parsed body');

DO $$BEGIN
	PERFORM ftf_set('CVN_A', '2', 'in a DO block');
	ASSERT ftf_get('CVN_A') = '2';
END$$;
SELECT is(ftf_get('CVN_A'), '2', 'from a DO block');

-- a prepared statement changes to a generic plan at its sixth execution
PREPARE tune (text, text, text) AS SELECT ftf_set($1, $2, $3);
PREPARE tuned (text) AS SELECT ftf_get($1);
CREATE FUNCTION pg_temp.prepared(n int) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	result text;
BEGIN
	EXECUTE format('EXECUTE tune (%L, %L, %L)', 'CVN_A', 'p' || n, 'prepared');
	EXECUTE 'EXECUTE tuned (''CVN_A'')' INTO result;
	RETURN result;
END
$$;
SELECT is(pg_temp.prepared(i), 'p' || i, 'prepared, execution ' || i) FROM generate_series(1, 8) i;

CREATE FUNCTION pg_temp.caught_inside(value text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	PERFORM ftf_set('CVN_A', 'not for long', 'undone');
	PERFORM ftf_set('CVN_A', value, 'why');
	RETURN 'set';
EXCEPTION WHEN SQLSTATE 'UF005' OR SQLSTATE 'UF006' THEN
	RETURN SQLSTATE || ' ' || ftf_get('CVN_A');
END
$$;
SELECT is(pg_temp.caught_inside(' '), 'UF005 p8', 'an exception block takes its changes back');
SELECT is(pg_temp.caught_inside('c'), 'set', 'or keeps them');
SELECT is(ftf_get('CVN_A'), 'c', 'all of them');
SELECT is(array_agg(new_value ORDER BY revision), ARRAY['not for long', 'c'], 'in the history too')
	FROM ftf_config_history WHERE revision > 10;

CREATE TEMP TABLE wish (key text, value text);
CREATE FUNCTION pg_temp.grant_wish() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN PERFORM ftf_set(new.key, new.value, 'wished'); RETURN new; END$$;
CREATE TRIGGER grant_wish AFTER INSERT ON wish FOR EACH ROW EXECUTE FUNCTION pg_temp.grant_wish();
INSERT INTO wish VALUES ('CVN_A', 't1'), ('CVN_B', 't2');
SELECT is(ftf_env(), '{"CVN_A": "t1", "CVN_B": "t2"}'::jsonb, 'from a trigger');
SELECT throws_ok($$INSERT INTO wish VALUES ('CVN_A', 't3'), ('CVN_B', ' ')$$, 'UF005', NULL, 'whose error');
SELECT is(ftf_get('CVN_A'), 't1', 'takes all of the statement back');
WITH changed AS (INSERT INTO wish VALUES ('CVN_A', 't4') RETURNING ftf_set('CVN_B', 't5', 'returning')) SELECT *
	FROM changed \g /dev/null
SELECT is(ftf_env(), '{"CVN_A": "t4", "CVN_B": "t5"}'::jsonb, 'from RETURNING');
CREATE TEMP TABLE defaults (n int, value text DEFAULT ftf_get('CVN_A'), CHECK (n < length(ftf_env()::text)));
INSERT INTO defaults VALUES (1);
SELECT is(value, 't4', 'from a default and a check') FROM defaults;
CREATE TEMP VIEW seen AS SELECT ftf_get('CVN_A') AS a, d.* FROM ftf_diff(1, 2) d;
SELECT is(a || to_value, 't42', 'from a view') FROM seen;
SELECT is(string_agg(value, ',' ORDER BY key), 't4,t5', 'in FROM') FROM jsonb_each_text(ftf_env());
SELECT is(count(*), 1::bigint, 'in WHERE') FROM wish WHERE value = ftf_get(key) AND key = 'CVN_A';
SELECT is((SELECT ftf_get(k) FROM (VALUES ('CVN_B')) v (k)), 't5', 'in a subquery');
SELECT is(ftf_get(CASE WHEN i = 1 THEN 'CVN_A' ELSE 'CVN_B' END), v, 'with a changing key')
	FROM (VALUES (1, 't4'), (2, 't5')) x (i, v);
SELECT is(ftf_snapshot('run', ftf_env()), ftf_env(), 'with its own result');
SELECT is(ftf_apply(ftf_env_at(1) || '{"CVN_C": "x"}', 'why'), 17::bigint, 'with a result as changes');
SELECT is(ftf_set('CVN_D', ftf_get('CVN_C'), ftf_get('CVN_C')), 18::bigint, 'with results as value and reason');
SELECT is(ftf_set('CVN_E'::varchar, '1'::char(5), 'why'::name), 19::bigint, 'with other kinds of text');
SELECT is(ftf_get('CVN_E'), '1', 'whose padding goes as PostgreSQL has it');

-- in a parallel worker, which shares the leader's uncommitted changes
SELECT set_config(name, 'on', true) AS parallel FROM pg_settings
	WHERE name IN ('debug_parallel_query', 'force_parallel_mode') \gset
CREATE FUNCTION pg_temp.plan(query text) RETURNS SETOF text LANGUAGE plpgsql AS $$BEGIN RETURN QUERY EXECUTE 'EXPLAIN (ANALYZE, COSTS off, TIMING off, SUMMARY off) ' || query; END$$;
SELECT is(count(*), 1::bigint, 'a parallel worker runs') FROM pg_temp.plan($$SELECT ftf_get('CVN_D')$$) line
	WHERE line ~ 'Workers Launched: 1';
PREPARE in_worker AS SELECT ftf_get('CVN_D') || (SELECT count(*) FROM ftf_diff(17, 18)) || (ftf_env_at(18) ->> 'CVN_D')
	|| ftf_require('{CVN_D}') AS value;
EXECUTE in_worker \gset
SELECT set_config(name, 'off', true) AS parallel FROM pg_settings
	WHERE name IN ('debug_parallel_query', 'force_parallel_mode') \gset
SELECT is(:'value'::text, 'x1x19', 'reads work there');

-- where someone else's maintenance would make a change in the maintainer's name
SELECT throws_ok($$CREATE MATERIALIZED VIEW m AS SELECT ftf_set('CVN_A', 'm', 'why')$$, '42501', NULL,
	'no change in a materialized view');
SELECT throws_ok($$CREATE MATERIALIZED VIEW m AS SELECT ftf_act_as('mallory')::text$$, '42501', NULL,
	'nor is anyone named there for what follows');
SELECT lives_ok($$CREATE MATERIALIZED VIEW m AS SELECT ftf_get('CVN_D') AS d$$, 'but reads');
SELECT is(ftf_set('CVN_D', 'y', 'why'), 20::bigint, 'changes go on');

SELECT * FROM finish();
ROLLBACK;
