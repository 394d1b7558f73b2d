-- The functions mean their own tables and operators, whatever the caller's search_path shadows.
BEGIN;
SET LOCAL client_min_messages = warning;
SELECT plan(33);
\ir lib/caught.sql

CREATE SCHEMA "ftf Config-1";
CREATE EXTENSION ftf_config SCHEMA "ftf Config-1";

-- A schema in front of everything, with the same names and other answers.
CREATE SCHEMA hostile;
CREATE TABLE hostile.ftf_config (LIKE "ftf Config-1".ftf_config);
CREATE TABLE hostile.ftf_config_history (LIKE "ftf Config-1".ftf_config_history);
CREATE TABLE hostile.ftf_parameter (key text PRIMARY KEY, definition jsonb);
CREATE TABLE hostile.ftf_run (LIKE "ftf Config-1".ftf_run);
CREATE TABLE hostile.ftf_run_env (LIKE "ftf Config-1".ftf_run_env);
CREATE TABLE hostile.ftf_installation (LIKE "ftf Config-1".ftf_installation);
CREATE TEMP TABLE ftf_config (LIKE "ftf Config-1".ftf_config);
CREATE TEMP TABLE ftf_config_history (LIKE "ftf Config-1".ftf_config_history);
CREATE TEMP TABLE ftf_run (LIKE "ftf Config-1".ftf_run);
CREATE FUNCTION hostile.boom() RETURNS text LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'shadowed'; END$$;
CREATE FUNCTION hostile.boom(anyelement,
	anyelement) RETURNS boolean LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'shadowed'; END$$;
CREATE FUNCTION hostile.boom(jsonb, text) RETURNS text LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'shadowed'; END$$;
CREATE FUNCTION hostile.boom2(text) RETURNS bytea LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'shadowed'; END$$;
ALTER FUNCTION hostile.boom2(text) RENAME TO sha256;
CREATE FUNCTION hostile.now() RETURNS timestamptz LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'shadowed'; END$$;
CREATE FUNCTION hostile.levenshtein_less_equal(text, text,
	int) RETURNS int LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'shadowed'; END$$;
CREATE OPERATOR hostile.= (LEFTARG = anyelement, RIGHTARG = anyelement, FUNCTION = hostile.boom);
CREATE OPERATOR hostile.<= (LEFTARG = anyelement, RIGHTARG = anyelement, FUNCTION = hostile.boom);
CREATE OPERATOR hostile.->> (LEFTARG = jsonb, RIGHTARG = text, FUNCTION = hostile.boom);
CREATE FUNCTION hostile.boom_int(int,
	int) RETURNS boolean LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'shadowed'; END$$;
CREATE OPERATOR hostile.= (LEFTARG = int, RIGHTARG = int, FUNCTION = hostile.boom_int);
CREATE FUNCTION hostile.boom_bigint(bigint,
	bigint) RETURNS boolean LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'shadowed'; END$$;
CREATE OPERATOR hostile.= (LEFTARG = bigint, RIGHTARG = bigint, FUNCTION = hostile.boom_bigint);
CREATE FUNCTION hostile.boom_bytea(bytea,
	bytea) RETURNS boolean LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'shadowed'; END$$;
CREATE OPERATOR hostile.= (LEFTARG = bytea, RIGHTARG = bytea, FUNCTION = hostile.boom_bytea);

-- pgTAP can't work there, so each call is made by a function that goes there and comes back.
CREATE FUNCTION pg_temp.there(path text, statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	before text := current_setting('search_path');
	result text;
BEGIN
	PERFORM set_config('search_path', path, true);
	EXECUTE statement INTO result;
	PERFORM pg_catalog.set_config('search_path', before, true);
	RETURN result;
END
$$;
SELECT throws_matching($$SELECT pg_temp.there('hostile, pg_catalog', 'SELECT 1 WHERE 1 = 1')$$, 'shadowed',
	'the path is hostile indeed');

CREATE TEMP TABLE call (n serial, statement text, result text);
INSERT INTO call (statement, result) VALUES
	($$SELECT "ftf Config-1".ftf_apply('{"CVN_A": "1", "CVN_B": "x"}', 'baseline')$$, '1'),
	($$SELECT "ftf Config-1".ftf_set('CVN_A', '2', 'why')$$, '2'),
	($$SELECT "ftf Config-1".ftf_define('CVN_A', '{"type": "integer", "minimum": 1, "maximum": 9}', 'why')$$, '3'),
	($$SELECT "ftf Config-1".ftf_define('CVN_B', '{"pattern": "[a-z]"}', 'why')$$, '4'),
	($$SELECT "ftf Config-1".ftf_set('CVN_B', 'y', 'why', 1)$$, '5'),
	($$SELECT "ftf Config-1".ftf_get('CVN_A')$$, '2'), ($$SELECT "ftf Config-1".ftf_env()$$,
		'{"CVN_A": "2", "CVN_B": "y"}'),
	($$SELECT "ftf Config-1".ftf_env_at(1)$$, '{"CVN_A": "1", "CVN_B": "x"}'),
	($$SELECT "ftf Config-1".ftf_require('{CVN_A}')$$, '5'),
	($$SELECT "ftf Config-1".ftf_snapshot('run', '{"CVN_A": "3"}', '{CVN_B}')$$, '{"CVN_A": "3", "CVN_B": "y"}'),
	($$SELECT "ftf Config-1".ftf_snapshot('run', '{"CVN_A": "3"}')$$, '{"CVN_A": "3", "CVN_B": "y"}'),
	($$SELECT base_env FROM "ftf Config-1".finetune_runs$$, '{"CVN_A": "2", "CVN_B": "y"}'),
	($$SELECT key || from_value || to_value FROM "ftf Config-1".ftf_diff(1, 2)$$, 'CVN_A12'),
	($$SELECT "ftf Config-1".ftf_govern('{CVN_,SIM_}', 'why')$$, '6'),
	($$SELECT "ftf Config-1".ftf_undefine('CVN_B', 'why')$$, '7'),
	($$SELECT "ftf Config-1".ftf_unset('CVN_B', 'why')$$, '8'), ($$SELECT "ftf Config-1".ftf_revert(2, 'why')$$, '9'),
	($$SELECT minimum FROM "ftf Config-1".ftf_parameter$$, '1'),
	($$SELECT "ftf Config-1".ftf_act_as('ann')$$, ''), ($$SELECT 1 FROM "ftf Config-1".ftf_verify() LIMIT 1$$, NULL);
SELECT is(pg_temp.there(CASE WHEN n % 2 = 0 THEN 'pg_temp, hostile, pg_catalog'
	ELSE 'hostile, pg_temp, pg_catalog' END, statement), result, statement)
	FROM call ORDER BY n;

SELECT is((pg_temp.caught($$SELECT pg_temp.there('hostile, pg_catalog', $_$SELECT "ftf Config-1".ftf_get('CVN_AA')$_$)$$)).hint,
	'Did you mean CVN_A instead of CVN_AA?', 'near spellings are found');
SELECT is((pg_temp.caught($$SELECT pg_temp.there('', $_$SELECT "ftf Config-1".ftf_set('CVN_A', '10', 'why')$_$)$$)).state, 'UF006', 'an empty path does as well');
SELECT is_empty('TABLE hostile.' || t, 'nothing was written to hostile.' || t)
	FROM unnest(ARRAY['ftf_config', 'ftf_config_history', 'ftf_parameter', 'ftf_run', 'ftf_run_env']) t;
SELECT is_empty('TABLE pg_temp.ftf_config', 'nor to the temporary table');

-- the schema is renamed in the same session
ALTER SCHEMA "ftf Config-1" RENAME TO "Umbenannt é";
CREATE SCHEMA "ftf Config-1";
CREATE TABLE "ftf Config-1".ftf_config (LIKE "Umbenannt é".ftf_config);
SELECT is("Umbenannt é".ftf_get('CVN_A'), '2', 'after a rename of the schema, reads go on');
SELECT is("Umbenannt é".ftf_set('CVN_A', '4', 'why'), 10::bigint, 'and changes');
SELECT is("Umbenannt é".ftf_snapshot('run', '{"CVN_A": "3"}') ->> 'CVN_A', '3', 'no run is forgotten');
SELECT is("Umbenannt é".ftf_snapshot('run-2') ->> 'CVN_A', '4', 'and runs');

SELECT * FROM finish();
ROLLBACK;
