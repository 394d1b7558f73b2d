-- Nobody but the owner makes anything of the tables' row types, which would
-- stand in the way of changes to the tables; reading takes no such right.
BEGIN;
CREATE SCHEMA store;
CREATE SCHEMA own;
ALTER DEFAULT PRIVILEGES GRANT USAGE ON TYPES TO PUBLIC;
CREATE ROLE ftf_types_reader;
ALTER DEFAULT PRIVILEGES IN SCHEMA store GRANT USAGE ON TYPES TO ftf_types_reader;
CREATE EXTENSION ftf_config SCHEMA store;
SET LOCAL search_path = own, store, tap;
SELECT plan(109);
\ir lib/caught.sql

GRANT ALL ON SCHEMA own, tap TO ftf_types_reader;
SELECT ftf_grant('ftf_types_reader', 'admin');
SELECT ftf_set('CVN_A', '1', 'first');
CREATE TEMP TABLE rel AS SELECT unnest(ARRAY['ftf_config', 'ftf_config_history', 'ftf_parameter', 'ftf_run', 'ftf_run_env',
	'ftf_installation', 'finetune_runs']) AS name;
GRANT SELECT ON rel TO ftf_types_reader;

SELECT is(has_type_privilege(role, name || suffix, 'USAGE'), false, format('%s: %s%s', role, name, suffix))
FROM rel, unnest(ARRAY['public', 'ftf_types_reader']) role, unnest(ARRAY['', '[]']) suffix;

SET LOCAL ROLE ftf_types_reader;
SELECT throws_ok(format(how, name), '42501', NULL, format(how, name))
FROM rel, unnest(ARRAY['CREATE TABLE own.t (d store.%I)', 'CREATE TABLE own.t (d store.%I[])', 'CREATE DOMAIN own.t AS store.%I[]',
	'CREATE TYPE own.t AS (d store.%I)', 'CREATE FUNCTION own.f(store.%I) RETURNS int LANGUAGE sql AS ''SELECT 1''',
	'CREATE FUNCTION own.f() RETURNS SETOF store.%I LANGUAGE sql AS ''SELECT NULL''',
	'CREATE TEMP TABLE t (d store.%I)', 'CREATE TABLE own.t AS SELECT NULL::store.%I AS d',
	'CREATE VIEW own.t AS SELECT NULL::store.%I AS d']) how;

-- of a value, not of the name
SELECT is(count(*), 1::bigint, 'a reader reads rows') FROM (SELECT * FROM ftf_config) x;
SELECT is(row_to_json(c) ->> 'revision', '1', 'as JSON') FROM ftf_config c;
SELECT is((c).revision, 1::bigint, 'as a value') FROM (SELECT c FROM ftf_config c) x;
SELECT is(count(*), 2::bigint, 'each of them') FROM ftf_config_history h WHERE h IS NOT DISTINCT FROM h;
SELECT is(count(r), 0::bigint, 'of the view') FROM finetune_runs r;
RESET ROLE;

-- told where someone gave it back
SELECT is_empty($$SELECT * FROM ftf_protection() WHERE guard = 'privileges' AND severity <> 'ok'$$, 'ftf_protection has nothing to tell');
SAVEPOINT given;
SELECT lives_ok(format('GRANT USAGE ON TYPE %I TO PUBLIC', name), 'given back: ' || name) FROM rel;
SELECT results_eq($$SELECT object FROM ftf_protection() WHERE guard = 'privileges' AND NOT holds AND severity = 'fault'
	AND detail LIKE 'Role PUBLIC holds USAGE on its row type: %' ORDER BY 1$$, 'SELECT name FROM rel ORDER BY 1', 'is told of each');
ROLLBACK TO given;
GRANT USAGE ON TYPE ftf_run TO ftf_types_reader;
SELECT results_eq($$SELECT finding, object, detail FROM ftf_verify()$$, $$VALUES ('unprotected', 'ftf_run',
	'Role ftf_types_reader holds USAGE on its row type: a column of that type would stand in the way of upgrades.')$$, 'so is one role');
ROLLBACK TO given;

-- what pg_upgrade leaves: it makes row types anew
UPDATE pg_type SET typacl = NULL WHERE oid = 'ftf_run'::regtype;
SELECT results_eq($$SELECT object, severity, holds, detail FROM ftf_protection() WHERE guard = 'privileges' AND severity <> 'ok'$$,
	$$VALUES ('ftf_run', 'note', true,
		'PUBLIC holds USAGE on its row type, as after pg_upgrade: REVOKE USAGE ON TYPE store.ftf_run FROM PUBLIC.')$$, 'the default is told as a note');
SELECT is_empty('SELECT * FROM ftf_verify()', 'which is no finding');
REVOKE USAGE ON TYPE store.ftf_run FROM PUBLIC;
SELECT is_empty($$SELECT * FROM ftf_protection() WHERE guard = 'privileges' AND severity <> 'ok'$$, 'until what it says is done');

SELECT * FROM finish();
ROLLBACK;
