-- A function of others with one of our names in our schema can be called in
-- its place, as ftf_get(varchar) is by who has a varchar.
BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION ftf_config;
SELECT plan(7);

CREATE FUNCTION pg_temp.findings() RETURNS text LANGUAGE sql AS
	$$SELECT string_agg(format('%s %s: %s', finding, object, detail), ' ' ORDER BY object) FROM ftf_verify()$$;
SELECT ftf_set('CVN_A', '1', 'why') AS set \gset
SELECT is(pg_temp.findings(), NULL, 'all holds');
CREATE FUNCTION ftf_get(key varchar) RETURNS text LANGUAGE sql AS $$SELECT 'another'$$;
SELECT is(ftf_get('CVN_A'::varchar), 'another', 'a function of others takes the call');
SELECT is(pg_temp.findings(), 'unprotected ftf_get(character varying): '
	'It is not part of the extension but has the name of a function that is, and can be called in its place.',
	'which is found');
CREATE FUNCTION ftf_snapshot(run_id text) RETURNS jsonb LANGUAGE sql AS $$SELECT '{}'::jsonb$$;
SELECT results_eq($$SELECT object FROM ftf_protection() WHERE guard = 'functions' AND NOT holds ORDER BY 1$$,
	$$VALUES ('ftf_get(character varying)'), ('ftf_snapshot(text)')$$, 'each is named');
SELECT is_empty($$SELECT * FROM ftf_protection() WHERE guard = 'functions' AND holds$$, 'the guard does not hold');
DROP FUNCTION ftf_get(varchar), ftf_snapshot(text);

CREATE SCHEMA other;
CREATE FUNCTION other.ftf_get(key varchar) RETURNS text LANGUAGE sql AS $$SELECT 'another'$$;
SELECT is(pg_temp.findings(), NULL, 'in another schema it takes no call to ours');
CREATE FUNCTION ftf_gotten(key varchar) RETURNS text LANGUAGE sql AS $$SELECT 'another'$$;
SELECT is(pg_temp.findings(), NULL, 'nor under another name');

SELECT * FROM finish();
ROLLBACK;
