-- PUBLIC gets nothing, also where default privileges give it everything.
BEGIN;
CREATE ROLE ftf_pub_stranger;
ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO PUBLIC;
ALTER DEFAULT PRIVILEGES GRANT ALL ON FUNCTIONS TO PUBLIC;
ALTER DEFAULT PRIVILEGES GRANT ALL ON SEQUENCES TO PUBLIC;
ALTER DEFAULT PRIVILEGES GRANT ALL ON TYPES TO PUBLIC, ftf_pub_stranger;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON TABLES TO PUBLIC;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO PUBLIC;
CREATE EXTENSION ftf_config;
SELECT plan(44);

CREATE TEMP TABLE member AS
SELECT classid, objid, pg_describe_object(classid, objid, 0) AS name
FROM pg_depend
WHERE deptype = 'e' AND refclassid = 'pg_extension'::regclass
	AND refobjid = (SELECT oid FROM pg_extension WHERE extname = 'ftf_config');
GRANT SELECT ON member TO PUBLIC;

SELECT is(has_function_privilege('ftf_pub_stranger', objid, 'EXECUTE'), false, name)
FROM member WHERE classid = 'pg_proc'::regclass;
SELECT is(has_table_privilege('ftf_pub_stranger', objid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
	OR has_any_column_privilege('ftf_pub_stranger', objid, 'SELECT, INSERT, UPDATE, REFERENCES'), false, name)
FROM member WHERE classid = 'pg_class'::regclass;

SELECT is_empty($$SELECT * FROM ftf_protection() WHERE guard = 'privileges' AND object <> 'public' AND NOT holds$$, 'ftf_protection agrees');
SELECT is_empty($$SELECT p.oid::regprocedure, a.* FROM pg_proc p, aclexplode(p.proacl) a
	WHERE p.oid IN (SELECT objid FROM member WHERE classid = 'pg_proc'::regclass) AND a.grantee = 0$$,
	'no function''s list of privileges has PUBLIC');
SELECT is_empty($$SELECT p.oid::regprocedure FROM pg_proc p
	WHERE p.oid IN (SELECT objid FROM member WHERE classid = 'pg_proc'::regclass) AND p.proacl IS NULL$$,
	'none goes by the default, which is EXECUTE to PUBLIC');
SELECT is_empty($$SELECT c.oid::regclass, a.* FROM pg_class c, aclexplode(c.relacl) a
	WHERE c.oid IN (SELECT objid FROM member WHERE classid = 'pg_class'::regclass) AND a.grantee = 0$$,
	'no table''s has');

-- and in practice
GRANT USAGE ON SCHEMA tap TO ftf_pub_stranger;
SET LOCAL ROLE ftf_pub_stranger;
SELECT throws_ok(sql, '42501', NULL, sql)
FROM unnest(ARRAY['SELECT ftf_env()', 'SELECT * FROM finetune_runs', 'SELECT ftf_set(''CVN_A'', ''1'', ''mine now'')']) sql;

SELECT * FROM finish();
ROLLBACK;
