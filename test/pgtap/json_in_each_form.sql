-- What takes JSON takes it as jsonb, json and text, and each call means one of
-- the three, whatever is left out, null or of no type.
BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION ftf_config;
SELECT plan(65);
\ir lib/caught.sql

SELECT ftf_apply('{"CVN_A": "1", "CVN_B": "2"}', 'baseline');

CREATE TEMP TABLE form (name text, expression text);
INSERT INTO form VALUES ('jsonb', '%L::jsonb'), ('json', '%L::json'), ('text', '%L::text'), ('unknown', '%L'), ('varchar', '%L::varchar'),
	('char', '%L::char(60)'), ('json_build', '(%L::jsonb)::text::json');
CREATE FUNCTION pg_temp.answer(what text, argument text, expression text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	result text;
BEGIN
	EXECUTE format('SELECT ' || replace(what, '$', expression), argument) INTO result;
	RAISE EXCEPTION USING ERRCODE = 'UNDO1';
EXCEPTION
	WHEN SQLSTATE 'UNDO1' THEN RETURN result;
	WHEN OTHERS THEN RETURN SQLSTATE || ' ' || SQLERRM;
END
$$;

SELECT is(pg_temp.answer(what, argument, expression), answer, format('%s as %s', what, name))
FROM form, (VALUES
	('ftf_apply($, ''why'')', '{"CVN_A": "3", "CVN_B": null}', '2'),
	('ftf_apply(changes => $, reason => ''why'', if_revision => NULL)', '{"CVN_A": "3"}', '2'),
	('ftf_define(''CVN_A'', $, ''why'')', '{"type": "integer"}', '2'),
	('ftf_snapshot(''r'', $)', '{"CVN_A": "3"}', '{"CVN_A": "3", "CVN_B": "2"}'),
	('ftf_snapshot(''r'', $, ''{CVN_B}'')', '{"CVN_A": "3"}', '{"CVN_A": "3", "CVN_B": "2"}'),
	('ftf_snapshot(overrides => $, run_id => ''r'')', '{}', '{"CVN_A": "1", "CVN_B": "2"}')) call(what, argument, answer);

-- jsonb has dropped the first before anyone sees it
SELECT is(pg_temp.answer(what, argument, '%L::json'), answer, 'a name twice in json: ' || what)
FROM (VALUES
	('ftf_apply($, ''why'')', '{"CVN_A": "3", "CVN_A": "3"}', 'UF005 changes names "CVN_A" twice'),
	('ftf_define(''CVN_A'', $, ''why'')', '{"unit": "a", "un\u0069t": "b"}', 'UF005 definition names "unit" twice'),
	('ftf_snapshot(''r'', $)', '{"CVN_A": "3", "CVN_B": "1", "CVN_A": "4"}', 'UF005 overrides names "CVN_A" twice'),
	('ftf_apply($, ''why'')', '{"CVN_A": 3}', 'UF005 value of "CVN_A" in changes is a number'),
	('ftf_apply($, ''why'')', '[]', 'UF005 changes must be a JSON object')) call(what, argument, answer);

-- null, of each type and of none
SELECT is(pg_temp.answer(format(what, type), '', ''), answer, format(what, type))
FROM unnest(ARRAY['NULL', 'NULL::json', 'NULL::jsonb', 'NULL::text']) type, (VALUES
	('ftf_apply(%s, ''why'')', 'UF005 changes is null'),
	('ftf_define(''CVN_A'', %s, ''why'')', 'UF005 definition is null'),
	('ftf_snapshot(''r'', %s)', 'UF005 overrides is null')) call(what, answer);

-- what is left out
SELECT is(ftf_snapshot('left out'), ftf_env(), 'no overrides');
SELECT is(ftf_snapshot('left out', required => '{CVN_A}'), ftf_env(), 'but what is required');
SELECT is(ftf_snapshot(run_id => 'left out'), ftf_env(), 'by name');
PREPARE untyped AS SELECT ftf_snapshot($1, $2, $3), ftf_env_at($4), ftf_env_at_time($5);
SELECT is(parameter_types::text[], '{text,text,text[],bigint,"timestamp with time zone"}', 'parameters of no type get one')
	FROM pg_prepared_statements WHERE name = 'untyped';
SELECT lives_ok($$EXECUTE untyped ('left out', '{}', '{}', 1, 'infinity')$$, 'that fits');
SELECT is(ftf_env_at_time(date '2100-01-01'), ftf_env(), 'a time may be a date');

SELECT * FROM finish();
ROLLBACK;
