-- Into the schema that is named, and working there whatever search_path is.
BEGIN;
CREATE SCHEMA "Fine tune";
CREATE EXTENSION ftf_config SCHEMA "Fine tune";
SET LOCAL client_min_messages = warning;
SELECT plan(20);

SELECT is_empty($$SELECT c.relname FROM pg_class c WHERE relname ~ '^(ftf|finetune)_' AND relnamespace <> '"Fine tune"'::regnamespace
	UNION ALL SELECT proname FROM pg_proc WHERE proname ~ '^ftf_' AND pronamespace <> '"Fine tune"'::regnamespace$$,
	'everything is in that schema');
SELECT hasnt_table('public', 'ftf_config', 'nothing in public');

-- decoys where a careless name would lead
CREATE TABLE public.ftf_config (id integer, base_env jsonb, governed_prefixes text[], revision bigint, head bytea, updated_at timestamptz);
CREATE TABLE public.ftf_config_history (entry_id bigint);
CREATE TABLE public.ftf_run (run_id text);
CREATE FUNCTION public.trap(text, text) RETURNS bool LANGUAGE plpgsql AS 'BEGIN RAISE ''trapped''; END';
CREATE OPERATOR public.= (leftarg = text, rightarg = text, function = public.trap);
CREATE OPERATOR public.->> (leftarg = jsonb, rightarg = text, function = jsonb_object_field_text);
CREATE FUNCTION public.sha256(bytea) RETURNS bytea LANGUAGE sql AS 'SELECT ''\x00''::bytea';
CREATE FUNCTION public.now() RETURNS timestamptz LANGUAGE sql AS 'SELECT ''epoch''::timestamptz';
CREATE TEMP TABLE ftf_config_history (entry_id bigint);

-- each with its own statements, since plans and caches keep the schema
CREATE FUNCTION pg_temp.works(path text, value text, OUT rev bigint, OUT got text, OUT findings bigint) LANGUAGE plpgsql AS $$
BEGIN
	PERFORM set_config('search_path', path, true);
	rev := "Fine tune".ftf_set('CVN_A', value, 'first');
	PERFORM "Fine tune".ftf_define('CVN_A', '{"type": "integer"}'::jsonb, 'second');
	PERFORM "Fine tune".ftf_snapshot('run ' OPERATOR(pg_catalog.||) value);
	got := "Fine tune".ftf_get('CVN_A');
	findings := (SELECT pg_catalog.count(*) FROM "Fine tune".ftf_verify());
	PERFORM set_config('search_path', '"$user", public, tap', true);
EXCEPTION WHEN OTHERS THEN
	PERFORM set_config('search_path', '"$user", public, tap', true);
	got := SQLERRM;
END
$$;
SELECT is(got, value, 'it works with search_path = ' || path)
FROM (VALUES (1, '1', ''), (2, '2', 'public'), (3, '3', 'public, pg_catalog'), (4, '4', 'pg_temp, public, pg_catalog'),
	(5, '5', 'nowhere'), (6, '6', '"Fine tune"'), (7, '7', 'pg_catalog, pg_temp')) t(n, value, path),
	LATERAL pg_temp.works(path, value) ORDER BY n;
SELECT is("Fine tune".ftf_env(), '{"CVN_A": "7"}'::jsonb, 'all went into the one store');
SELECT is((SELECT count(*) FROM "Fine tune".finetune_runs WHERE base_env IS NOT NULL), 7::bigint, 'runs, too');
SELECT is_empty('SELECT 1 FROM public.ftf_config UNION ALL SELECT 1 FROM public.ftf_config_history UNION ALL SELECT 1 FROM public.ftf_run
	UNION ALL SELECT 1 FROM pg_temp.ftf_config_history', 'the decoys are untouched');
SELECT is_empty('SELECT * FROM "Fine tune".ftf_verify()', 'it verifies');

-- the schema may be renamed, which moves nothing
ALTER SCHEMA "Fine tune" RENAME TO store;
SELECT is(store.ftf_get('CVN_A'), '7', 'a renamed schema is found');
SELECT is(store.ftf_set('CVN_A', '8', 'after renaming'), 9::bigint, 'and written to');
SELECT is((SELECT count(*) FROM store.finetune_runs), 7::bigint, 'and its view reads');
SELECT throws_ok('UPDATE store.ftf_config SET id = 1', 'UF003', NULL, 'and guarded');

-- installing with a hostile search_path, which ends in what would shadow
DROP EXTENSION ftf_config;
SET LOCAL search_path = public, pg_temp, pg_catalog, tap;
CREATE EXTENSION ftf_config SCHEMA store;
SET LOCAL search_path = tap, public;
SELECT is(store.ftf_set('CVN_A', '1', 'first'), 1::bigint, 'installed among decoys it works');
SELECT store.ftf_define('CVN_A', '{"type": "integer", "unit": "bars"}'::jsonb, 'second');
SELECT is((type, unit)::text, '(integer,bars)', 'generated columns use PostgreSQL''s own operators') FROM store.ftf_parameter;

-- whoever may create in the schema puts what fits better than PostgreSQL's own
DROP EXTENSION ftf_config;
CREATE SCHEMA lair;
CREATE FUNCTION lair.trap(oid, regclass) RETURNS bool LANGUAGE plpgsql AS 'BEGIN RAISE ''trapped''; END';
CREATE FUNCTION lair.trap(oid, integer) RETURNS bool LANGUAGE plpgsql AS 'BEGIN RAISE ''trapped''; END';
CREATE OPERATOR lair.= (leftarg = oid, rightarg = regclass, function = lair.trap);
CREATE OPERATOR lair.= (leftarg = oid, rightarg = integer, function = lair.trap);
SELECT lives_ok('CREATE EXTENSION ftf_config SCHEMA lair', 'none of it is called when it is installed there');

SELECT * FROM finish();
ROLLBACK;
