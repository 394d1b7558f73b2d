-- Checks ftf_config's ten promises on a database in production:
--
--     pg_prove -d prod $(pg_config --sharedir)/extension/ftf_config_invariants.sql
--
-- Prints one line of TAP a promise and, below one that fails, what is wrong.
-- With "--set anchor=NUMBER:HASH", a head that ftf_head() gave and that was
-- written down elsewhere, the history is checked against that, too.
--
-- It changes nothing: all is one transaction that is rolled back, and each
-- probe in it a subtransaction that is rolled back at once, with its locks.  A
-- probe that needs the store's lock waits for an editor, 3 seconds at most;
-- where it could not be made, a line with "not tried" says so.  It takes a few
-- times as long as ftf_verify().
--
-- It needs a superuser on a primary, as it tries to write, but no pgTAP in the
-- database and no search_path; and the extension's schema has to be superusers'.

\set QUIET on
\set ON_ERROR_STOP on
\pset format unaligned
\pset tuples_only on
\pset pager off

SELECT CASE
		WHEN pg_catalog.pg_is_in_recovery() THEN 'this is a standby: run it on the primary'
		WHEN NOT (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname OPERATOR(pg_catalog.=) current_user)
			THEN 'run it as a superuser'
		WHEN NOT EXISTS (SELECT FROM pg_catalog.pg_extension WHERE extname OPERATOR(pg_catalog.=) 'ftf_config')
			THEN 'extension ftf_config is not installed in this database'
	END AS problem \gset
\if :{?problem}
	\echo 'Bail out! ' :problem
	\quit
\endif

-- What is below calls what is in the extension's schema, in a superuser's name.
WITH store AS (SELECT n.oid, n.nspowner AS owner, n.nspacl AS acl
	FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) e.extnamespace
	WHERE e.extname OPERATOR(pg_catalog.=) 'ftf_config'),
may_trap(role) AS (
	SELECT a.grantee FROM store, pg_catalog.aclexplode(COALESCE(acl, pg_catalog.acldefault('n', owner))) a
		WHERE a.privilege_type OPERATOR(pg_catalog.=) 'CREATE'
	UNION ALL SELECT owner FROM store
	UNION ALL SELECT proowner FROM pg_catalog.pg_proc JOIN store ON store.oid OPERATOR(pg_catalog.=) pronamespace
	UNION ALL SELECT oprowner FROM pg_catalog.pg_operator JOIN store ON store.oid OPERATOR(pg_catalog.=) oprnamespace),
trusted(role) AS (
	SELECT r.oid FROM pg_catalog.pg_roles r WHERE r.rolsuper
	UNION ALL SELECT o.oid FROM pg_catalog.pg_roles o, pg_catalog.pg_database d, pg_catalog.pg_roles r
		WHERE o.rolname OPERATOR(pg_catalog.=) 'pg_database_owner' AND r.rolsuper AND r.oid OPERATOR(pg_catalog.=) d.datdba
			AND d.datname OPERATOR(pg_catalog.=) pg_catalog.current_database())
SELECT CASE WHEN EXISTS (SELECT FROM may_trap m WHERE NOT EXISTS (SELECT FROM trusted t WHERE t.role OPERATOR(pg_catalog.=) m.role))
	THEN 'a role that is no superuser may create objects in the schema of ftf_config, or owns functions or operators in it, '
		'which could be called in your name: REVOKE CREATE ON SCHEMA, and remove them'
	END AS problem \gset
\if :{?problem}
	\echo 'Bail out! ' :problem
	\quit
\endif
\if :{?anchor}
\else
	\set anchor ''
\endif

BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;
SET LOCAL client_min_messages = error;
SET LOCAL check_function_bodies = off;
SET LOCAL session_replication_role = origin;
SET LOCAL lock_timeout = '3s';
SELECT pg_catalog.set_config('search_path', pg_catalog.format('pg_catalog, %I, pg_temp', n.nspname), true)
FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) e.extnamespace
WHERE e.extname OPERATOR(pg_catalog.=) 'ftf_config' \g /dev/null
-- a run and a key that nobody has
SELECT set_config('invariants.anchor', :'anchor', true), set_config('invariants.run', 'invariants ' || gen_random_uuid(), true),
	set_config('invariants.key', COALESCE((SELECT governed_prefixes[1] FROM ftf_config LIMIT 1), 'CVN_')
		|| 'INVARIANTS_' || upper(left(md5(gen_random_uuid()::text), 12)), true) \g /dev/null

-- Runs the statements in a subtransaction that is rolled back.  Returns the
-- value of each, up to the first that fails: that one's SQLSTATE.
CREATE FUNCTION pg_temp.try(VARIADIC statements text[]) RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE
	statement text;
	value text;
	results text[];
	detail text;
	hint text;
BEGIN
	FOREACH statement IN ARRAY statements LOOP
		statement := replace(replace(statement, '$key', current_setting('invariants.key')), '$run', current_setting('invariants.run'));
		value := 'done';
		IF statement LIKE 'SELECT%' THEN
			EXECUTE statement INTO value;
		ELSE
			EXECUTE statement;
		END IF;
		results := results || value;
	END LOOP;
	RAISE EXCEPTION USING ERRCODE = 'UNDO1', MESSAGE = '';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
	PERFORM set_config('invariants.error', concat_ws(' ', SQLERRM, detail, hint), true);
	IF SQLSTATE = '55P03' THEN
		PERFORM set_config('lock_timeout', '100ms', true);	-- the others won't get it either
	END IF;
	RETURN CASE WHEN SQLSTATE = 'UNDO1' THEN results ELSE results || SQLSTATE END;
END
$$;

-- What is wrong, if the statements don't return these values.  "~" where they
-- could not be tried: the store is locked; or another promise fails (UF003,
-- UF008); or the caller's is a console's role, which has to name a person.
CREATE FUNCTION pg_temp.wrong(what text, expected text[], VARIADIC statements text[]) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	got text[] := pg_temp.try(VARIADIC statements);
	ended text := got[array_upper(got, 1)];
BEGIN
	RETURN CASE
		WHEN got = expected THEN NULL
		WHEN ended = '55P03' OR ended IN ('UF003', 'UF004', 'UF008') AND NOT expected @> ARRAY[ended]
			THEN format('~not tried: %s: %s', what, current_setting('invariants.error'))
		ELSE format('%s: expected %s, got %s %s', what, expected, got, current_setting('invariants.error')) END;
END
$$;

CREATE FUNCTION pg_temp.writes(rel text) RETURNS SETOF text LANGUAGE sql AS $$
	SELECT pg_temp.wrong(event || ' on ' || rel, '{UF003}', format(sql, rel, (SELECT attname FROM pg_attribute
		WHERE attrelid = rel::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum LIMIT 1)))
	FROM (VALUES ('INSERT', 'INSERT INTO %I DEFAULT VALUES'),
		('UPDATE', 'UPDATE %1$I SET %2$I = %2$I WHERE ctid IN (SELECT ctid FROM %1$I LIMIT 1)'),
		('DELETE', 'DELETE FROM %1$I WHERE ctid IN (SELECT ctid FROM %1$I LIMIT 1)'),
		('UPDATE of no row', 'UPDATE %1$I SET %2$I = %2$I WHERE false')) t(event, sql)
	UNION ALL
	-- to try it would lock out every reader, on standbys too
	SELECT format('no trigger refuses TRUNCATE on %s', rel) WHERE NOT EXISTS (
		SELECT FROM pg_trigger JOIN pg_proc p ON p.oid = tgfoid JOIN pg_language l ON l.oid = prolang
		WHERE tgrelid = rel::regclass AND tgenabled = 'A' AND tgtype::integer & 34 = 34 AND tgqual IS NULL
			AND lanname = 'c' AND prosrc = 'ftf_guard_statement')
$$;

CREATE FUNCTION pg_temp.promise_1() RETURNS SETOF text LANGUAGE sql AS $$
	SELECT format('ftf_config has %s rows', count(*)) FROM ftf_config
		HAVING count(*) <> (SELECT count(*) FROM (SELECT FROM ftf_config_history LIMIT 1) h)
	UNION ALL SELECT 'ftf_env() is not base_env'
		WHERE ftf_env() IS DISTINCT FROM COALESCE((SELECT base_env FROM ftf_config), '{}')
	UNION ALL SELECT 'ftf_get() gives another value of ' || key FROM ftf_config, jsonb_each_text(base_env)
		WHERE ftf_get(key) IS DISTINCT FROM value
	UNION ALL SELECT pg_temp.wrong('a run gets base_env', '{true,true,true}', 'SELECT ftf_set(''$key'', ''1'', ''probe'') > 0',
		'SELECT ftf_snapshot(''$run'') = ftf_env()',
		'SELECT base_env = ftf_env_at(revision) FROM finetune_runs WHERE run_id = ''$run''')
$$;

CREATE FUNCTION pg_temp.promise_2() RETURNS SETOF text LANGUAGE sql AS $$
	WITH member AS MATERIALIZED (SELECT objid, classid FROM pg_depend WHERE deptype = 'e'
		AND refclassid = 'pg_extension'::regclass AND refobjid = (SELECT oid FROM pg_extension WHERE extname = 'ftf_config')),
	rel AS MATERIALIZED (SELECT oid, relname::text AS name, relkind FROM member JOIN pg_class ON oid = objid
		WHERE classid = 'pg_class'::regclass)
	SELECT pg_temp.writes(name) FROM rel WHERE relkind = 'r'
	UNION ALL SELECT pg_temp.wrong(format('DELETE on %s in a replica''s role', name), '{replica,UF003}',
		'SELECT set_config(''session_replication_role'', ''replica'', true)', format('DELETE FROM %I WHERE false', name)) FROM rel
	UNION ALL SELECT pg_temp.wrong('UPDATE on finetune_runs', '{UF003}', 'UPDATE finetune_runs SET run_id = run_id WHERE false')
	UNION ALL SELECT format('%s: %s', object, detail) FROM ftf_protection() WHERE NOT holds
		AND (guard IN ('privileges', 'triggers', 'foreign objects', 'rules', 'installation') AND object IN (SELECT name FROM rel)
			OR guard = 'functions')
	-- functions and grants in SQL, should ftf_protection itself be replaced
	UNION ALL SELECT format('%s is not the C function that ftf_config made', p.oid::regprocedure) FROM member
		JOIN pg_proc p ON p.oid = objid JOIN pg_language l ON l.oid = prolang
		WHERE classid = 'pg_proc'::regclass AND (lanname <> 'c' OR prosecdef OR proconfig IS NOT NULL)
	UNION ALL SELECT format('PUBLIC may execute %s', p.oid::regprocedure) FROM member JOIN pg_proc p ON p.oid = objid
		WHERE classid = 'pg_proc'::regclass AND has_function_privilege('public', p.oid, 'EXECUTE')
	UNION ALL SELECT format('PUBLIC has privileges on %s', name) FROM rel
		WHERE has_table_privilege('public', oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
			OR has_any_column_privilege('public', oid, 'SELECT, INSERT, UPDATE, REFERENCES')
	-- no fault where it is the default, as after pg_upgrade
	UNION ALL SELECT format('%s%s may use the row type of %s', CASE WHEN typacl IS NULL THEN '~' END,
			CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END, name)
		FROM rel JOIN pg_type ON typrelid = rel.oid, aclexplode(COALESCE(typacl, acldefault('T', typowner))) WHERE grantee <> typowner
$$;

CREATE FUNCTION pg_temp.promise_3() RETURNS SETOF text LANGUAGE sql AS $$
	SELECT pg_temp.wrong('a change for reason ' || reason, '{UF004}', format('SELECT ftf_set(''$key'', ''1'', %s)', reason))
		FROM unnest(ARRAY['NULL', '''''', ''' ''', 'E''\t\n''', 'E''\u00a0\u3000''']) reason
	UNION ALL SELECT pg_temp.wrong('operator ' || person, '{UF004}', format('SELECT ftf_act_as(%s)', person))
		FROM unnest(ARRAY['NULL', ''' ''']) person
	UNION ALL SELECT format('entry %s has no reason or no operator', entry_id) FROM ftf_config_history
		WHERE (reason ~ '[^[:space:]]' AND operator ~ '[^[:space:]]') IS NOT TRUE
	-- as oneself, and in the role of another superuser if there is one
	UNION ALL SELECT pg_temp.wrong('the operator is who logged in', ARRAY[role, 'true', 'true'],
			format('SELECT set_config(''role'', %L, true)', role), 'SELECT ftf_set(''$key'', ''1'', ''probe'') > 0',
			'SELECT operator = session_user AND session_role = session_user FROM ftf_config_history ORDER BY entry_id DESC LIMIT 1')
		FROM (SELECT rolname::text FROM pg_roles WHERE rolsuper ORDER BY rolname <> session_user LIMIT 2) r(role)
$$;

CREATE FUNCTION pg_temp.promise_4() RETURNS SETOF text LANGUAGE sql AS $$
	SELECT pg_temp.writes('ftf_config_history')
	UNION ALL SELECT format('there are %s entries, numbered %s to %s', count(*), min(entry_id), max(entry_id))
		FROM ftf_config_history
		HAVING min(entry_id) <> 1 OR max(entry_id) <> count(*) OR count(DISTINCT entry_id) <> count(*)
	UNION ALL SELECT format('there are %s revisions, numbered %s to %s', count(DISTINCT revision), min(revision), max(revision))
		FROM ftf_config_history HAVING min(revision) <> 1 OR max(revision) <> count(DISTINCT revision)
			OR max(revision) IS DISTINCT FROM (SELECT max(revision) FROM ftf_config)
	-- a crash, or a dump that is restored, would lose it
	UNION ALL SELECT format('%s: %s', object, detail) FROM ftf_protection()
		WHERE NOT holds AND (guard = 'dump' OR guard = 'durability' AND object <> 'server')
	UNION ALL SELECT pg_temp.wrong('a rollback is a new revision', '{true,true,true,1,3}',
		'SELECT ftf_set(''$key'', ''1'', ''probe'') > 0', 'SELECT ftf_set(''$key'', ''2'', ''probe'') > 0',
		'SELECT ftf_revert(revision - 1, ''probe'', ''$key'') = revision + 1 FROM ftf_config', 'SELECT ftf_get(''$key'')',
		'SELECT count(DISTINCT revision) FROM ftf_config_history WHERE key = ''$key''')
$$;

-- base_env as the history has it at a revision
CREATE FUNCTION pg_temp.replay(at bigint) RETURNS jsonb LANGUAGE sql STABLE AS $$
	SELECT COALESCE(jsonb_object_agg(key, new_value) FILTER (WHERE new_value IS NOT NULL), '{}') FROM (
		SELECT DISTINCT ON (key) key, new_value FROM ftf_config_history WHERE kind IN ('set', 'unset') AND revision <= at
		ORDER BY key, entry_id DESC) last_of_key
$$;

CREATE FUNCTION pg_temp.promise_5() RETURNS SETOF text LANGUAGE sql AS $$
	SELECT pg_temp.writes(rel) FROM unnest(ARRAY['ftf_run', 'ftf_run_env']) rel
	UNION ALL SELECT format('%s: %s', object, detail) FROM ftf_verify()
		WHERE part = 'run' AND detail !~ 'history|head of'	-- that is promise 8
	UNION ALL SELECT format('%s: %s', object, detail) FROM ftf_protection() WHERE NOT holds AND guard = 'view'
	UNION ALL SELECT format('run "%s" has lost its parameters', run_id) FROM finetune_runs WHERE base_env IS NULL
	UNION ALL SELECT format('finetune_runs shows run "%s" other than it is stored', COALESCE(v.run_id, r.run_id))
		FROM finetune_runs v FULL JOIN ftf_run r ON r.run_id = v.run_id
		WHERE (v.run_id, v.revision, v.head, v.overrides, v.taken_at, v.taken_by, v.hash, v.base_env)
			IS DISTINCT FROM (r.run_id, r.revision, r.head, r.overrides, r.taken_at, r.taken_by, r.hash, (SELECT e.base_env
				FROM ftf_run_env e WHERE e.revision = r.revision AND e.env_hash = r.env_hash LIMIT 1))
	UNION ALL SELECT pg_temp.wrong('a run taken again after an edit', '{true,7,true,7,1,UF007}',
		'SELECT ftf_set(''$key'', ''1'', ''probe'') > 0', 'SELECT ftf_snapshot(''$run'', ''{"$key": "7"}''::jsonb) ->> ''$key''',
		'SELECT ftf_set(''$key'', ''2'', ''probe'') > 0', 'SELECT ftf_snapshot(''$run'', ''{"$key": "7"}''::jsonb) ->> ''$key''',
		'SELECT base_env ->> ''$key'' FROM finetune_runs WHERE run_id = ''$run''', 'SELECT ftf_snapshot(''$run'')')
$$;

CREATE FUNCTION pg_temp.promise_6() RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
	absent text := current_setting('invariants.key');
	near text := (SELECT max(key) FROM ftf_config, jsonb_object_keys(base_env) key WHERE length(key) BETWEEN 8 AND 100);
	named text;
BEGIN
	RETURN QUERY SELECT pg_temp.wrong(sql, '{UF001}', sql) FROM unnest(ARRAY['SELECT ftf_get(''$key'')',
		'SELECT ftf_require(''{$key}'')', 'SELECT ftf_snapshot(''$run'', ''{}''::jsonb, ''{$key}'')',
		'SELECT ftf_snapshot(''$run'', ''{"$key": "1"}''::jsonb)']) sql;
	IF pg_temp.try('SELECT ftf_require(''{$key,$key_2}'')') = '{UF001}' THEN
		named := current_setting('invariants.error');
		IF strpos(replace(named, absent || '_2', ''), absent) = 0 OR strpos(named, absent || '_2') = 0 THEN
			RETURN NEXT 'not all missing keys are named: ' || named;
		END IF;
	END IF;
	IF pg_temp.try(format('SELECT ftf_require(ARRAY[%L])', near || '_')) = '{UF001}' THEN
		named := replace(current_setting('invariants.error'), near || '_', '');
		IF named !~ '[A-Z_][A-Z0-9_]{6}' THEN
			RETURN NEXT format('no near spelling of %s_ is named: %s', near, named);
		END IF;
	END IF;
	RETURN QUERY SELECT format('%s has room for a default', oid::regprocedure) FROM pg_proc
		WHERE proname = 'ftf_get' AND pronargs <> 1
			AND pronamespace = (SELECT extnamespace FROM pg_extension WHERE extname = 'ftf_config');
END
$$;

CREATE FUNCTION pg_temp.promise_7() RETURNS SETOF text LANGUAGE sql AS $$
	SELECT format('%s is no string but %s', key, jsonb_typeof(value)) FROM ftf_config, jsonb_each(base_env)
		WHERE jsonb_typeof(value) <> 'string'
	UNION ALL SELECT pg_temp.wrong('ftf_apply of ' || value, '{UF005}', format('SELECT ftf_apply(''{"$key": %s}''::jsonb, ''probe'')', value))
		FROM unnest(ARRAY['1', 'true', '["1"]', '{"1": "1"}']) value
	UNION ALL SELECT pg_temp.wrong('kept byte for byte: ' || value, '{true,true,true}',
			format('SELECT ftf_set(''$key'', %s, ''probe'') > 0', value), format('SELECT ftf_get(''$key'') = %s COLLATE "C"', value),
			format('SELECT ftf_snapshot(''$run'') ->> ''$key'' = %s COLLATE "C"', value))
		FROM unnest(ARRAY['''1.0''', '''007''', '''True''', '''{"a": 1}''', 'E''\u00e4 \u20ac \U0001f600\tone\ntwo''', '''''']) value
$$;

CREATE FUNCTION pg_temp.promise_8() RETURNS SETOF text LANGUAGE sql AS $$
	-- an anchor that can't be right must be found, and nothing else
	WITH found AS MATERIALIZED (SELECT f.* FROM (SELECT max(entry_id) FROM ftf_config_history) h(last),
		ftf_verify(COALESCE(last, 1) || ':' || repeat('0', 64)) f)
	SELECT format('%s, %s: %s', finding, object, detail) FROM found WHERE finding <> 'unprotected' AND part <> 'anchor'
	UNION ALL SELECT 'ftf_verify() does not find a false anchor' WHERE NOT EXISTS (SELECT FROM found WHERE part = 'anchor')
	UNION ALL SELECT format('%s, anchor, %s: %s', finding, object, detail)
		FROM (SELECT current_setting('invariants.anchor')) a(anchor), LATERAL ftf_verify(anchor) WHERE anchor <> '' AND part = 'anchor'
	UNION ALL SELECT format('%s: %s', object, detail) FROM ftf_protection() WHERE guard = 'indexes' AND NOT holds
	-- the history in SQL, should ftf_verify itself be replaced
	UNION ALL SELECT format('entry %s does not fit its hash, its link or what was before it', (e).entry_id)
		FROM (SELECT h AS e, lag(hash, 1, decode(repeat('00', 32), 'hex')) OVER (ORDER BY entry_id) AS link,
				lag(new_value) OVER (PARTITION BY about, CASE about WHEN '' THEN entry_id END, key ORDER BY entry_id) AS before
			FROM ftf_config_history h, LATERAL (SELECT CASE WHEN kind IN ('set', 'unset') THEN 'parameter'
				WHEN kind IN ('define', 'undefine') THEN 'definition' WHEN kind IN ('genesis', 'govern') THEN 'prefixes'
				ELSE '' END) k(about)) x
		WHERE (sha256(ftf_entry_bytes((e).entry_id)), link, before) IS DISTINCT FROM ((e).hash, (e).prev_hash, (e).old_value)
	UNION ALL SELECT 'base_env, prefixes, revision or head are not what the history leads to'
		FROM ftf_config c, LATERAL (SELECT * FROM ftf_config_history ORDER BY entry_id DESC LIMIT 1) last
		WHERE (base_env, to_jsonb(governed_prefixes), c.revision, head) IS DISTINCT FROM (pg_temp.replay(last.revision),
			(SELECT new_value::jsonb FROM ftf_config_history WHERE kind IN ('genesis', 'govern') ORDER BY entry_id DESC LIMIT 1),
			last.revision, last.hash)
	UNION ALL SELECT format('the definition of %s is not what the history leads to', key) FROM ftf_parameter p
		FULL JOIN (SELECT DISTINCT ON (key) key, new_value::jsonb FROM ftf_config_history WHERE kind IN ('define', 'undefine')
			ORDER BY key, entry_id DESC) h USING (key) WHERE definition IS DISTINCT FROM new_value
	UNION ALL SELECT format('parameters of revision %s are not what the history leads to', revision)
		FROM (SELECT * FROM ftf_run_env ORDER BY revision DESC LIMIT 10) e WHERE base_env <> pg_temp.replay(revision)
$$;

CREATE FUNCTION pg_temp.promise_9() RETURNS SETOF text LANGUAGE sql AS $$
	SELECT format('%s is no governed key', k.key) FROM ftf_config,
			LATERAL (SELECT jsonb_object_keys(base_env) UNION SELECT p.key FROM ftf_parameter p) k(key)
		WHERE k.key !~ '^[A-Z_][A-Z0-9_]*$' OR NOT EXISTS (SELECT FROM unnest(governed_prefixes) prefix WHERE starts_with(k.key, prefix))
	UNION ALL SELECT pg_temp.wrong(what, expected, format('SELECT ftf_set(''%s'', %s, ''probe'') > 0', key, value))
		FROM (VALUES ('{UF005}'::text[], 'a password', '$key_PASSWORD', '''1'''), ('{UF005}', 'an API key', '$key_API_KEY', '''1'''),
			('{UF005}', 'a URL with a password', '$key', '''postgresql://probe:'' || ''hunter2@host/db'''),
			('{UF005}', 'a private key', '$key', 'repeat(''-'', 5) || ''BEGIN PRIVATE KEY'' || repeat(''-'', 5)'),
			('{true}', 'a number of tokens', '$key_MAX_TOKENS', '''1''')) t(expected, what, key, value)
	UNION ALL SELECT pg_temp.wrong('an ungoverned key', '{UF005}', format('SELECT ftf_set(%L, ''1'', ''probe'')', min(key)))
		FROM unnest(ARRAY['DATABASE_HOST', 'INFRA_HOST', 'HOST', '_HOST']) key
		WHERE NOT EXISTS (SELECT FROM ftf_config, unnest(governed_prefixes) prefix WHERE starts_with(key, prefix))
$$;

-- what others than readers of the store would wait for
CREATE FUNCTION pg_temp.locks() RETURNS SETOF text LANGUAGE sql AS $$
	SELECT format('%s on %s', mode, COALESCE(relation::regclass::text, 'the installation')) FROM pg_locks LEFT JOIN pg_class c ON c.oid = relation
	WHERE pid = pg_backend_pid() AND CASE locktype WHEN 'advisory' THEN objsubid > 3
		ELSE relnamespace = (SELECT extnamespace FROM pg_extension WHERE extname = 'ftf_config') AND relkind = 'r'
			AND mode <> 'AccessShareLock' AND NOT (mode = 'RowExclusiveLock' AND relname IN ('ftf_run', 'ftf_run_env', 'ftf_installation')) END
$$;
CREATE FUNCTION pg_temp.promise_10() RETURNS SETOF text LANGUAGE sql AS $$
	SELECT pg_temp.wrong('a snapshot''s locks', '{true,true,true,NULL,false}',
		'SELECT CASE WHEN EXISTS (SELECT FROM ftf_config) THEN true ELSE ftf_set(''$key'', ''1'', ''probe'') > 0 END',
		'SELECT set_config(''invariants.locks'', COALESCE(string_agg(l, '' ''), ''''), true) IS NOT NULL FROM pg_temp.locks() l',
		'SELECT ftf_snapshot(''$run'') IS NOT NULL',
		'SELECT string_agg(l, '', '') FROM pg_temp.locks() l WHERE strpos(current_setting(''invariants.locks''), l) = 0',
		-- the row that an editor locks, locked by the transaction that stored the run
		'SELECT c.xmax = r.xmin FROM ftf_config c, ftf_run r WHERE r.run_id = ''$run''')
$$;

-- A promise's line, and what is wrong.
CREATE FUNCTION pg_temp.tell(n integer, promise text) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
	told text[];
BEGIN
	BEGIN
		EXECUTE format('SELECT array_agg(t) FROM pg_temp.promise_%s() t WHERE t IS NOT NULL', n) INTO told;
	EXCEPTION WHEN OTHERS THEN
		told := ARRAY[format('%s: %s', SQLSTATE, SQLERRM)];
	END;
	RETURN NEXT format('%s %s - promise %s: %s', CASE WHEN EXISTS (SELECT FROM unnest(told) t WHERE t !~ '^~') THEN 'not ok' ELSE 'ok' END,
		n, n, promise);
	RETURN QUERY SELECT '#   ' || left(regexp_replace(ltrim(t, '~'), '\s+', ' ', 'g'), 400) FROM unnest(told) t LIMIT 20;
END
$$;

SELECT '1..10';
SELECT pg_temp.tell(n, promise) FROM (VALUES
	(1, 'one source of truth: base_env in one row, which is what runs get'),
	(2, 'one way in: writes in any form are refused, and PUBLIC may do nothing'),
	(3, 'who and why, always: no change without a reason and an operator'),
	(4, 'history is for ever: nothing is missing, a rollback is a new revision'),
	(5, 'a run''s snapshot is proof: written once, whatever is edited since'),
	(6, 'no silent drift: what is missing is an error that names it'),
	(7, 'values are strings, kept byte for byte'),
	(8, 'tampering shows: hashes, links and replay hold'),
	(9, 'no secrets, no infrastructure: both are refused at the door'),
	(10, 'nothing waits for a pipeline: a snapshot locks only what is its own')) t(n, promise) ORDER BY n;
ROLLBACK;
