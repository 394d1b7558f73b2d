-- Functions are how everyone reads and writes: one that is not what the
-- install script made, or that anyone may execute, is named.
BEGIN;
CREATE SCHEMA store;
CREATE EXTENSION ftf_config SCHEMA store;
SET LOCAL search_path = store, tap;
SET LOCAL client_min_messages = warning;
SELECT plan(40);

SELECT ftf_set('CVN_A', '1', 'first'), ftf_snapshot('run 1') \gset
CREATE ROLE ftf_functions_owner;

-- Do it, tell what is said about it, and undo it.
CREATE FUNCTION pg_temp.done(how text, OUT named text, OUT verified text) LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE how;
	named := (SELECT string_agg(format('%s %s: %s', guard, object, detail), ' ' ORDER BY object) FROM ftf_protection() WHERE NOT holds AND object <> 'server');
	verified := (SELECT string_agg(format('%s %s: %s', finding, object, detail), ' ' ORDER BY object) FROM ftf_verify());
	RAISE EXCEPTION 'undo' USING ERRCODE = 'UNDO1';
EXCEPTION WHEN SQLSTATE 'UNDO1' THEN
	RETURN;
END
$$;

SELECT results_eq($$SELECT guard, holds FROM ftf_protection() WHERE object = 'extension' ORDER BY 1$$,
	$$VALUES ('dump', true), ('functions', true), ('privileges', true), ('version', true)$$, 'the extension has its lines');

-- each function has one
CREATE TEMP TABLE function AS
SELECT oid::regprocedure::text AS signature FROM pg_proc WHERE pronamespace = 'store'::regnamespace;
SELECT is(count(*), 30::bigint, 'there are so many') FROM function;
SELECT is_empty($$SELECT signature, d FROM function, pg_temp.done(format('GRANT EXECUTE ON FUNCTION %s TO PUBLIC', signature)) d
	WHERE d IS DISTINCT FROM ROW(format('privileges %s: PUBLIC may execute it.', signature), format('unprotected %s: PUBLIC may execute it.', signature))$$,
	'each is named where PUBLIC may execute it');
SELECT is_empty($$SELECT signature, d FROM function, pg_temp.done(format('ALTER FUNCTION %s SECURITY DEFINER', signature)) d
	WHERE d IS DISTINCT FROM ROW(format('functions %s: It is SECURITY DEFINER.', signature), format('unprotected %s: It is SECURITY DEFINER.', signature))
	AND signature !~ 'guard'$$, 'and where it is SECURITY DEFINER');
SELECT is_empty($$SELECT signature, d FROM function, pg_temp.done(format('ALTER EXTENSION ftf_config DROP FUNCTION %s', signature)) d
	WHERE d.named IS DISTINCT FROM format('functions %s: It is not part of the extension.', signature)
	AND signature !~ '^ftf_(guard|verify|protection)'$$, 'and where it is taken out of the extension');

-- whatever it is that was replaced
SELECT is(d::text, format('("functions %s: %s","unprotected %1$s: %2$s")', what, fault), regexp_replace(how, '\s+', ' ', 'g'))
FROM (VALUES
	('ftf_get(text)', 'It is not the C function that ftf_config made.', $$CREATE OR REPLACE FUNCTION ftf_get(key text) RETURNS text LANGUAGE sql STABLE AS 'SELECT ''99'''$$),
	('ftf_snapshot(text,jsonb,text[])', 'It is not the C function that ftf_config made.', $$CREATE OR REPLACE FUNCTION ftf_snapshot(run_id text, overrides jsonb DEFAULT '{}',
		required text[] DEFAULT '{}') RETURNS jsonb LANGUAGE sql AS 'SELECT ''{}''::jsonb'$$),
	('ftf_env()', 'It is not the C function that ftf_config made.', $$UPDATE pg_proc SET prosrc = 'ftf_head' WHERE oid = 'ftf_env()'::regprocedure$$),
	('ftf_head()', 'It is not the C function that ftf_config made.', $$UPDATE pg_proc SET probin = '$libdir/dblink' WHERE oid = 'ftf_head()'::regprocedure$$),
	('ftf_set(text,text,text,bigint)', 'It changes settings.', 'ALTER FUNCTION ftf_set SET search_path = pg_temp'),
	('ftf_set(text,text,text,bigint)', 'It is not declared as ftf_config does.', 'ALTER FUNCTION ftf_set STRICT'),
	('ftf_get(text)', 'It is not declared as ftf_config does.', 'ALTER FUNCTION ftf_get IMMUTABLE'),
	('ftf_snapshot(text,jsonb,text[])', 'It is not declared as ftf_config does.', $$CREATE OR REPLACE FUNCTION ftf_snapshot(run_id text,
		overrides jsonb DEFAULT '{"CVN_A": "666"}', required text[] DEFAULT '{}') RETURNS jsonb
		LANGUAGE c VOLATILE PARALLEL UNSAFE AS '$libdir/ftf_config', 'ftf_snapshot'$$),
	('ftf_unset(text,text,bigint)', 'It is not declared as ftf_config does.', $$ALTER EXTENSION ftf_config DROP FUNCTION ftf_unset; DROP FUNCTION ftf_unset; CREATE FUNCTION ftf_unset(reason text, key text,
		if_revision bigint DEFAULT NULL) RETURNS bigint LANGUAGE c VOLATILE PARALLEL UNSAFE AS '$libdir/ftf_config', 'ftf_unset';
		REVOKE ALL ON FUNCTION ftf_unset FROM PUBLIC; ALTER EXTENSION ftf_config ADD FUNCTION ftf_unset$$),
	('ftf_get(text)', 'It is missing.', 'ALTER FUNCTION ftf_get RENAME TO ftf_got')) t(what, fault, how), pg_temp.done(how) d;

-- each part of its declaration, some of which only a write to the catalog changes
SELECT is(d::text, format('("functions %s: It is not declared as ftf_config does.","unprotected %1$s: It is not declared as ftf_config does.")', what),
	regexp_replace(how, '\s+', ' ', 'g'))
FROM (VALUES
	-- what the planner asks about a call can put something else in its place
	('ftf_get(text)', 'ALTER FUNCTION ftf_get SUPPORT generate_series_int8_support'),
	('ftf_require(text[])', $$CREATE OR REPLACE FUNCTION ftf_require(VARIADIC keys text[]) RETURNS bigint
		LANGUAGE c STABLE PARALLEL SAFE AS '$libdir/ftf_config', 'ftf_require'$$),
	('ftf_env()', $$UPDATE pg_proc SET prokind = 'p' WHERE oid = 'ftf_env()'::regprocedure$$),
	('ftf_env()', $$UPDATE pg_proc SET prorettype = 'text'::regtype WHERE oid = 'ftf_env()'::regprocedure$$),
	('ftf_head()', $$UPDATE pg_proc SET proretset = true WHERE oid = 'ftf_head()'::regprocedure$$),
	('ftf_diff(bigint,bigint)', $$UPDATE pg_proc SET proallargtypes[6] = 'timestamptz'::regtype WHERE oid = 'ftf_diff(bigint, bigint)'::regprocedure$$),
	('ftf_diff(bigint,bigint)', $$UPDATE pg_proc SET proargmodes[9] = 'i' WHERE oid = 'ftf_diff(bigint, bigint)'::regprocedure$$),
	('ftf_run_diff(text,text)', $$UPDATE pg_proc SET proargmodes = NULL WHERE oid = 'ftf_run_diff(text, text)'::regprocedure$$),
	('ftf_get(text)', $$UPDATE pg_proc SET proargnames = NULL WHERE oid = 'ftf_get(text)'::regprocedure$$),
	('ftf_set(text,text,text,bigint)', $$UPDATE pg_proc SET pronargdefaults = 0 WHERE oid = 'ftf_set(text, text, text, bigint)'::regprocedure$$),
	('ftf_set(text,text,text,bigint)', $$CREATE OR REPLACE FUNCTION ftf_set(key text, value text, reason text, if_revision bigint DEFAULT 1)
		RETURNS bigint LANGUAGE c VOLATILE PARALLEL UNSAFE AS '$libdir/ftf_config', 'ftf_set'$$),
	('ftf_revert(bigint,text,text)', $$CREATE OR REPLACE FUNCTION ftf_revert(to_revision bigint, reason text, key text DEFAULT current_setting('application_name'))
		RETURNS bigint LANGUAGE c VOLATILE PARALLEL UNSAFE AS '$libdir/ftf_config', 'ftf_revert'$$),
	('ftf_snapshot(text,jsonb,text[])', $$CREATE OR REPLACE FUNCTION ftf_snapshot(run_id text, overrides jsonb DEFAULT '[]', required text[] DEFAULT '{}')
		RETURNS jsonb LANGUAGE c VOLATILE PARALLEL UNSAFE AS '$libdir/ftf_config', 'ftf_snapshot'$$),
	('ftf_snapshot(text,jsonb,text[])', $$CREATE OR REPLACE FUNCTION ftf_snapshot(run_id text, overrides jsonb DEFAULT '{}', required text[] DEFAULT '{CVN_A}')
		RETURNS jsonb LANGUAGE c VOLATILE PARALLEL UNSAFE AS '$libdir/ftf_config', 'ftf_snapshot'$$)) t(what, how), pg_temp.done(how) d;

-- whose and for whom
SELECT is(d::text, format('("privileges %s: %s","unprotected %1$s: %2$s")', what, fault), how)
FROM (VALUES
	('ftf_get(text)', 'Its owner ftf_functions_owner is not a superuser.', 'ALTER FUNCTION ftf_get OWNER TO ftf_functions_owner'),
	('ftf_act_as(text)', 'PUBLIC may execute it.', $$UPDATE pg_proc SET proacl = NULL WHERE oid = 'ftf_act_as(text)'::regprocedure$$)) t(what, fault, how),
	pg_temp.done(how) d;

-- a lying ftf_protection is told by ftf_verify
SELECT is((pg_temp.done($$CREATE OR REPLACE FUNCTION ftf_protection(OUT guard text, OUT object text, OUT severity text, OUT holds boolean, OUT detail text)
	RETURNS SETOF record LANGUAGE sql STABLE AS 'SELECT ''privileges'', ''ftf_run'', ''ok'', true, ''all is well'''$$)).verified,
	'unprotected ftf_protection(): It is not the C function that ftf_config made.', 'ftf_verify tells of a replaced ftf_protection');

-- one that can't be called any more
SAVEPOINT callable;
UPDATE pg_proc SET proargmodes[1] = 'b' WHERE oid = 'ftf_verify(text)'::regprocedure;
SELECT results_eq($$SELECT object, detail FROM ftf_protection() WHERE guard = 'functions' AND NOT holds$$,
	$$VALUES ('ftf_verify(text)', 'It is not declared as ftf_config does.')$$, 'ftf_protection tells of an ftf_verify with a column more');
ROLLBACK TO callable;

-- what makes no difference
SELECT is(d::text, '(,)', how)
FROM unnest(ARRAY[$$SELECT ftf_grant('ftf_functions_owner', 'admin')$$, 'ALTER SCHEMA store RENAME TO elsewhere; SET LOCAL search_path = elsewhere, tap',
	$$COMMENT ON FUNCTION ftf_get(text) IS 'ours'$$, 'CREATE FUNCTION ftf_gotten(integer) RETURNS text LANGUAGE sql AS ''SELECT 1''']) how,
	pg_temp.done(how) d;
SELECT is_empty('SELECT * FROM ftf_verify()', 'undone, everything verifies');

-- one that is not part of the extension knows none that are
ALTER EXTENSION ftf_config DROP FUNCTION ftf_grant(text, text);
SELECT throws_ok($$SELECT ftf_grant('ftf_functions_owner', 'reader')$$, '55000', NULL, 'ftf_grant gives all of an access or nothing');
SELECT is(has_table_privilege('ftf_functions_owner', 'ftf_config', 'SELECT'), false, 'not what it could give');
ALTER EXTENSION ftf_config ADD FUNCTION ftf_grant(text, text);

SELECT * FROM finish();
ROLLBACK;
