-- What CREATE EXTENSION makes: no more, no less, explained, and closed.
BEGIN;
CREATE EXTENSION ftf_config;
SELECT plan(34);

CREATE TEMP TABLE extension AS
SELECT * FROM pg_extension WHERE extname = 'ftf_config';
CREATE TEMP TABLE member AS
SELECT classid, objid, pg_describe_object(classid, objid, 0) AS name
FROM pg_depend d, extension e
WHERE d.deptype = 'e' AND d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid;

-- version and control file
SELECT is(e.extversion, a.default_version, 'the version is the control file''s')
FROM extension e JOIN pg_available_extensions a ON a.name = e.extname;
SELECT matches(extversion, '^[0-9]+\.[0-9]+\.[0-9]+$', 'it has three numbers') FROM extension;
SELECT is((superuser, trusted, relocatable, schema IS NULL, requires IS NULL)::text, '(t,f,f,t,t)',
	'superusers install it, into the schema they say, and nothing else is needed')
FROM pg_available_extension_versions v, extension e WHERE v.name = e.extname AND v.version = e.extversion;
SELECT isnt(a.comment, NULL, 'it has a comment') FROM pg_available_extensions a WHERE name = 'ftf_config';
SELECT throws_ok('ALTER EXTENSION ftf_config SET SCHEMA tap', '0A000', NULL, 'it does not move');
SELECT throws_ok('CREATE EXTENSION ftf_config', '42710', NULL, 'a database has it once');

-- members
SELECT bag_eq($$SELECT name FROM member WHERE classid = 'pg_class'::regclass$$, ARRAY['table ftf_config',
	'table ftf_config_history', 'table ftf_parameter', 'table ftf_run', 'table ftf_run_env', 'table ftf_installation',
	'view finetune_runs'], 'the tables and the view');
SELECT bag_eq($$SELECT name FROM member WHERE classid = 'pg_proc'::regclass$$, ARRAY[
	'function ftf_set(text,text,text,bigint)', 'function ftf_unset(text,text,bigint)', 'function ftf_apply(jsonb,text,bigint)',
	'function ftf_apply(json,text,bigint)', 'function ftf_apply(text,text,bigint)', 'function ftf_revert(bigint,text,text)', 'function ftf_define(text,jsonb,text)',
	'function ftf_define(text,json,text)', 'function ftf_define(text,text,text)', 'function ftf_undefine(text,text)', 'function ftf_govern(text[],text)',
	'function ftf_act_as(text)', 'function ftf_get(text)', 'function ftf_env()', 'function ftf_env_at(bigint)',
	'function ftf_env_at_time(timestamp with time zone)', 'function ftf_require(text[])', 'function ftf_diff(bigint,bigint)',
	'function ftf_snapshot(text,jsonb,text[])', 'function ftf_snapshot(text,json,text[])', 'function ftf_snapshot(text,text,text[])', 'function ftf_run_diff(text,text)',
	'function ftf_head()', 'function ftf_entry_bytes(bigint)', 'function ftf_verify(text)', 'function ftf_protection()',
	'function ftf_grant(text,text)', 'function ftf_revoke(text,text)', 'function ftf_guard_row()',
	'function ftf_guard_statement()'], 'the functions');
SELECT is_empty($$SELECT name FROM member WHERE classid NOT IN ('pg_class'::regclass, 'pg_proc'::regclass, 'pg_type'::regclass)$$,
	'and nothing else');
SELECT is_empty($$SELECT p.oid::regprocedure::text FROM pg_proc p WHERE proname ~ '^ftf_'
		AND oid NOT IN (SELECT objid FROM member WHERE classid = 'pg_proc'::regclass)
	UNION ALL SELECT c.oid::regclass::text FROM pg_class c WHERE relname ~ '^(ftf|finetune)_' AND relkind IN ('r', 'v')
		AND oid NOT IN (SELECT objid FROM member WHERE classid = 'pg_class'::regclass)$$, 'nothing of it is outside the extension');

-- each is explained
SELECT is_empty($$SELECT name FROM member WHERE classid IN ('pg_class'::regclass, 'pg_proc'::regclass)
	AND obj_description(objid, (SELECT relname FROM pg_class c WHERE c.oid = classid)) IS NULL$$,
	'every function, table and view has a comment');
SELECT is_empty($$SELECT format('%s.%s', attrelid::regclass, attname) FROM pg_attribute
	WHERE attrelid IN (SELECT objid FROM member WHERE classid = 'pg_class'::regclass) AND attnum > 0
	AND col_description(attrelid, attnum) IS NULL$$, 'every column has a comment');

-- functions
CREATE TEMP TABLE function AS
SELECT p.*, l.lanname FROM member JOIN pg_proc p ON p.oid = objid AND classid = 'pg_proc'::regclass JOIN pg_language l ON l.oid = prolang;
SELECT is_empty($$SELECT proname FROM function WHERE lanname <> 'c' OR prosecdef OR prokind <> 'f' OR proconfig IS NOT NULL$$,
	'all are in C: no SQL text that a search_path could lead astray, none SECURITY DEFINER');
SELECT is(count(DISTINCT probin), 1::bigint, 'in one library') FROM function;
SELECT is(min(probin), '$libdir/ftf_config', 'that of the control file') FROM function;
SELECT set_eq($$SELECT proname::text FROM function WHERE provolatile = 'v' AND prorettype <> 'trigger'::regtype$$,
	ARRAY['ftf_set', 'ftf_unset', 'ftf_apply', 'ftf_revert', 'ftf_define', 'ftf_undefine', 'ftf_govern', 'ftf_act_as',
		'ftf_snapshot', 'ftf_grant', 'ftf_revoke'], 'those that write, and only those, are VOLATILE');
SELECT is_empty($$SELECT proname FROM function WHERE provolatile = 'i'$$, 'none is IMMUTABLE: all depend on the store');
SELECT is_empty($$SELECT proname FROM function WHERE provolatile = 'v' AND proparallel <> 'u'$$, 'those that write are PARALLEL UNSAFE');
SELECT is_empty($$SELECT proname FROM function WHERE proleakproof$$, 'none claims to be LEAKPROOF');
SELECT is_empty($$SELECT proname FROM function WHERE prorettype <> 'trigger'::regtype AND pronargs > 0 AND proargnames IS NULL$$,
	'arguments have names');
SELECT results_eq($$SELECT p.oid::regprocedure::text, pg_get_function_arguments(p.oid), pg_get_function_result(p.oid) FROM function p
		WHERE proname IN ('ftf_set', 'ftf_get', 'ftf_revert') ORDER BY 1$$,
	$$VALUES ('ftf_get(text)', 'key text', 'text'),
		('ftf_revert(bigint,text,text)', 'to_revision bigint, reason text, key text DEFAULT NULL::text', 'bigint'),
		('ftf_set(text,text,text,bigint)', 'key text, value text, reason text, if_revision bigint DEFAULT NULL::bigint', 'bigint')$$,
	'called as the design says; ftf_get has no place for a default');
SELECT is_empty($$SELECT p.oid::regprocedure, a.* FROM function p, aclexplode(COALESCE(p.proacl, acldefault('f', p.proowner))) a
	WHERE a.grantee = 0$$, 'nothing is executable by PUBLIC');
SELECT is_empty($$SELECT c.oid::regclass, a.* FROM pg_class c, aclexplode(COALESCE(c.relacl, acldefault('r', c.relowner))) a
	WHERE c.oid IN (SELECT objid FROM member WHERE classid = 'pg_class'::regclass) AND a.grantee <> c.relowner$$,
	'nobody but the owner has a right on a table');
SELECT is_empty($$SELECT t.oid::regtype, a.* FROM pg_type t, aclexplode(COALESCE(t.typacl, acldefault('T', t.typowner))) a
	WHERE t.typrelid IN (SELECT objid FROM member WHERE classid = 'pg_class'::regclass) AND a.grantee <> t.typowner$$,
	'nor the use of its row type');

-- tables
SELECT results_eq('SELECT c::regclass::text FROM extension, unnest(extconfig) c ORDER BY 1',
	ARRAY['ftf_config', 'ftf_config_history', 'ftf_parameter', 'ftf_run', 'ftf_run_env'],
	'dumped are all tables but the one that knows the installation');
SELECT is_empty('SELECT c FROM extension, unnest(extcondition) c WHERE c <> ''''', 'with all their rows');
SELECT is_empty(format('SELECT * FROM %I', rel), 'no row at install: ' || rel)
FROM unnest(ARRAY['ftf_config', 'ftf_config_history', 'ftf_parameter', 'ftf_run', 'ftf_run_env', 'ftf_installation']) rel;
SELECT is_empty($$SELECT relname FROM pg_class WHERE relkind = 'S' AND relnamespace = (SELECT extnamespace FROM extension)$$,
	'no sequence, which could leave gaps or be set back');

DROP EXTENSION ftf_config;
SELECT is_empty($$SELECT relname FROM pg_class WHERE relname ~ '^(ftf|finetune)_' UNION ALL SELECT proname FROM pg_proc WHERE proname ~ '^ftf_'$$,
	'DROP EXTENSION leaves nothing behind');

SELECT * FROM finish();
ROLLBACK;
