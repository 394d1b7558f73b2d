-- What each access may do, and nothing more: functions and tables.
BEGIN;
CREATE SCHEMA store;
CREATE EXTENSION ftf_config SCHEMA store;
SET LOCAL search_path = public, tap, store;
SET LOCAL client_min_messages = warning;
SELECT plan(264);

CREATE ROLE ftf_acc_reader;
CREATE ROLE ftf_acc_pipeline;
CREATE ROLE ftf_acc_editor;
CREATE ROLE ftf_acc_console;
CREATE ROLE ftf_acc_admin;
CREATE ROLE ftf_acc_nobody;
CREATE ROLE "ftf_acc ""quoted"", x";
GRANT USAGE ON SCHEMA tap TO ftf_acc_reader;

SELECT lives_ok(format('SELECT ftf_grant(''ftf_acc_%1$s'', %1$L)', access), 'ftf_grant gives ' || access)
FROM unnest(ARRAY['reader', 'pipeline', 'editor', 'console', 'admin']) access;

-- r: reader, p: pipeline, e: editor, c: console, a: admin
CREATE TEMP TABLE allowed (function regprocedure, to_whom text);
INSERT INTO allowed VALUES
	('ftf_get(text)', 'rpeca'),
	('ftf_env()', 'rpeca'),
	('ftf_env_at(bigint)', 'rpeca'),
	('ftf_env_at_time(timestamptz)', 'rpeca'),
	('ftf_require(text[])', 'rpeca'),
	('ftf_diff(bigint, bigint)', 'rpeca'),
	('ftf_run_diff(text, text)', 'rpeca'),
	('ftf_head()', 'rpeca'),
	('ftf_verify(text)', 'rpeca'),
	('ftf_entry_bytes(bigint)', 'rpeca'),
	('ftf_protection()', 'rpeca'),
	('ftf_snapshot(text, jsonb, text[])', 'pa'),
	('ftf_snapshot(text, json, text[])', 'pa'),
	('ftf_snapshot(text, text, text[])', 'pa'),
	('ftf_set(text, text, text, bigint)', 'eca'),
	('ftf_unset(text, text, bigint)', 'eca'),
	('ftf_apply(jsonb, text, bigint)', 'eca'),
	('ftf_apply(json, text, bigint)', 'eca'),
	('ftf_apply(text, text, bigint)', 'eca'),
	('ftf_revert(bigint, text, text)', 'eca'),
	('ftf_define(text, jsonb, text)', 'eca'),
	('ftf_define(text, json, text)', 'eca'),
	('ftf_define(text, text, text)', 'eca'),
	('ftf_undefine(text, text)', 'eca'),
	('ftf_act_as(text)', 'ca'),
	('ftf_govern(text[], text)', 'a'),
	('ftf_grant(text, text)', 'a'),
	('ftf_revoke(text, text)', 'a');

SELECT is(has_function_privilege('ftf_acc_' || access, function, 'EXECUTE'), to_whom ~ left(access, 1),
	format('%s: %s', access, function))
FROM unnest(ARRAY['reader', 'pipeline', 'editor', 'console', 'admin', 'nobody']) access, allowed;
SELECT bag_eq(
	$$SELECT p.oid::regprocedure FROM pg_proc p WHERE pronamespace = 'store'::regnamespace AND prorettype <> 'trigger'::regtype$$,
	'SELECT function FROM allowed', 'there is no function beside these');

SELECT is(has_table_privilege('ftf_acc_' || access, rel, 'SELECT'),
	access <> 'nobody' AND rel <> 'ftf_installation', format('%s: SELECT on %s', access, rel))
FROM unnest(ARRAY['reader', 'pipeline', 'editor', 'console', 'admin', 'nobody']) access,
	unnest(ARRAY['ftf_config', 'ftf_config_history', 'ftf_parameter', 'ftf_run', 'ftf_run_env', 'ftf_installation',
		'finetune_runs']) rel;
SELECT is(has_table_privilege('ftf_acc_admin', rel, 'INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
	OR has_any_column_privilege('ftf_acc_admin', rel, 'INSERT, UPDATE, REFERENCES'), false,
	format('even admin may not write %s', rel))
FROM unnest(ARRAY['ftf_config', 'ftf_config_history', 'ftf_parameter', 'ftf_run', 'ftf_run_env', 'ftf_installation',
	'finetune_runs']) rel;
SELECT is(has_schema_privilege('ftf_acc_' || access, 'store', 'USAGE'), access <> 'nobody', format('%s: USAGE on the schema', access))
FROM unnest(ARRAY['reader', 'pipeline', 'editor', 'console', 'admin', 'nobody']) access;
SELECT is(has_schema_privilege('ftf_acc_admin', 'store', 'CREATE'), false, 'nobody may create in the schema');
SELECT is_empty($$SELECT 1 FROM pg_proc WHERE pronamespace = 'store'::regnamespace
	AND has_function_privilege('ftf_acc_admin', oid, 'EXECUTE WITH GRANT OPTION')$$, 'nobody may pass a right on');

-- the rights suffice
SELECT ftf_set('CVN_A', '1', 'first');
SET LOCAL ROLE ftf_acc_reader;
SELECT is(ftf_get('CVN_A'), '1', 'a reader reads a parameter');
SELECT is((SELECT count(*) FROM finetune_runs), 0::bigint, 'a reader reads the runs');
SELECT is((SELECT count(*) FROM ftf_verify()), 0::bigint, 'a reader verifies');
SELECT throws_ok($$SELECT ftf_set('CVN_A', '2', 'not mine')$$, '42501', NULL, 'a reader changes nothing');
SELECT throws_ok($$SELECT ftf_snapshot('r')$$, '42501', NULL, 'a reader takes no snapshot');
SELECT throws_ok($$SELECT ftf_grant('ftf_acc_reader', 'admin')$$, '42501', NULL, 'a reader raises itself to nothing');
RESET ROLE;
GRANT USAGE ON SCHEMA tap TO ftf_acc_pipeline, ftf_acc_admin;
SET LOCAL ROLE ftf_acc_pipeline;
SELECT is(ftf_snapshot('run 1'), '{"CVN_A": "1"}', 'a pipeline takes a snapshot');
SELECT throws_ok($$INSERT INTO ftf_run SELECT * FROM ftf_run$$, '42501', NULL, 'a pipeline writes no table');

-- an administrator is no superuser, and grants in the owner's name
SET LOCAL ROLE ftf_acc_admin;
SELECT lives_ok($$SELECT ftf_grant('ftf_acc_nobody', 'reader')$$, 'an administrator may grant');
SELECT is(current_user::text, 'ftf_acc_admin', 'and stays who he is');
SELECT throws_ok($$SELECT ftf_grant('ftf_acc_nobody', 'owner')$$, '22023', 'access "owner" does not exist', 'an unknown access');
SELECT throws_ok($$SELECT ftf_grant('ftf_acc_nobody', 'Reader')$$, '22023', 'access "Reader" does not exist', 'in other letters');
SELECT throws_ok($$SELECT ftf_grant('ftf_acc_nobody', '')$$, '22023', NULL, 'an empty access');
SELECT throws_ok($$SELECT ftf_grant('ftf_acc_absent', 'reader')$$, '42704', NULL, 'an unknown role');
SELECT throws_ok(sql, '42704', NULL, 'PUBLIC is no role: ' || sql)
FROM unnest(ARRAY['SELECT ftf_grant(''public'', ''reader'')', 'SELECT ftf_grant(''PUBLIC'', ''admin'')',
	'SELECT ftf_revoke(''public'', ''reader'')']) sql;
SELECT throws_ok(sql, 'UF005', NULL, sql)
FROM unnest(ARRAY['SELECT ftf_grant(NULL, ''reader'')', 'SELECT ftf_grant(''ftf_acc_nobody'', NULL)',
	'SELECT ftf_revoke(NULL, ''reader'')', 'SELECT ftf_revoke(''ftf_acc_nobody'', NULL)']) sql;
SELECT is(current_user::text, 'ftf_acc_admin', 'an error leaves him who he is, too');
SELECT throws_ok('DROP TABLE store.ftf_config_history', '42501', NULL, 'with no other right of the owner');
RESET ROLE;
SELECT is((SELECT DISTINCT a.grantor::regrole::text FROM pg_proc p, aclexplode(p.proacl) a
		WHERE p.oid = 'ftf_get(text)'::regprocedure),
	(SELECT extowner::regrole::text FROM pg_extension WHERE extname = 'ftf_config'), 'the grantor is the owner');
SELECT lives_ok($$SELECT ftf_grant('ftf_acc "quoted", x', 'reader')$$, 'a role''s name needs no quotes');
SELECT ok(has_function_privilege('ftf_acc "quoted", x', 'ftf_env()', 'EXECUTE'), 'and that role has the right');

-- taking away
SELECT ftf_grant('ftf_acc_console', 'console');
SELECT lives_ok($$SELECT ftf_revoke('ftf_acc_console', 'console')$$, 'ftf_revoke takes away, also what was given twice');
SELECT is_empty($$SELECT function FROM allowed WHERE has_function_privilege('ftf_acc_console', function, 'EXECUTE')$$,
	'no function is left');
SELECT is_empty($$SELECT relname FROM pg_class WHERE relnamespace = 'store'::regnamespace AND relkind IN ('r', 'v')
	AND has_table_privilege('ftf_acc_console', oid, 'SELECT')$$, 'no table is left');
SELECT lives_ok($$SELECT ftf_revoke('ftf_acc_console', 'admin')$$, 'taking away what is not there does nothing');
SELECT is(has_function_privilege('ftf_acc_admin', 'ftf_grant(text, text)', 'EXECUTE'), true, 'others keep theirs');
SELECT ftf_revoke('ftf_acc_admin', 'admin');
SELECT is(has_function_privilege('ftf_acc_admin', 'ftf_grant(text, text)', 'EXECUTE'), false, 'until they lose it');
SELECT is_empty($$SELECT * FROM ftf_protection() WHERE guard = 'privileges' AND NOT holds$$, 'no access breaks a guard');

SELECT * FROM finish();
ROLLBACK;
