-- A session outlives the extension: what it cached of an old installation is not used for a new one.
BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION ftf_config;
SELECT plan(22);
SELECT is(ftf_set('CVN_A', 'old', 'why'), 1::bigint, 'an installation');
SELECT is(ftf_get('CVN_A'), 'old', 'with a value');
SELECT chain_id AS old_chain FROM ftf_config_history LIMIT 1 \gset
COMMIT;

PREPARE got AS SELECT ftf_get('CVN_A');
CREATE FUNCTION pg_temp.got() RETURNS text LANGUAGE plpgsql AS $$BEGIN RETURN ftf_get('CVN_A'); END$$;
SELECT is(pg_temp.got(), 'old', 'a function has a plan');
DROP EXTENSION ftf_config;
SELECT throws_ok($$SELECT ftf_get('CVN_A')$$, '42883', NULL, 'gone');
CREATE EXTENSION ftf_config;
SELECT is(ftf_env(), '{}'::jsonb, 'a new installation is empty');
SELECT throws_ok($$SELECT pg_temp.got()$$, 'UF001', NULL, 'for an old plan too');
SELECT is(ftf_set('CVN_A', 'new', 'why'), 1::bigint, 'it begins at revision 1');
SELECT isnt(chain_id, :'old_chain', 'with a chain of its own') FROM ftf_config_history WHERE entry_id = 1;
SELECT is(pg_temp.got(), 'new', 'old plans read the new value');
SELECT results_eq('EXECUTE got', ARRAY['new'], 'prepared ones too');

-- elsewhere, and rolled back
BEGIN;
DROP EXTENSION ftf_config;
CREATE SCHEMA elsewhere;
CREATE EXTENSION ftf_config SCHEMA elsewhere;
SELECT is(elsewhere.ftf_set('CVN_A', 'elsewhere', 'why'), 1::bigint, 'an installation in another schema');
SELECT is(elsewhere.ftf_get('CVN_A'), 'elsewhere', 'has its own value');
ROLLBACK;
SELECT is(ftf_get('CVN_A'), 'new', 'rolled back, the former installation is there');
SELECT is(ftf_set('CVN_A', 'newer', 'why'), 2::bigint, 'and goes on');

BEGIN;
DROP EXTENSION ftf_config;
CREATE EXTENSION ftf_config;
SELECT is(ftf_env(), '{}'::jsonb, 'dropped and created in one transaction, it is empty');
SELECT is(ftf_set('CVN_A', 'third', 'why'), 1::bigint, 'begins anew');
SELECT is(ftf_get('CVN_A'), 'third', 'is read');
SELECT is(ftf_set('CVN_A', 'fourth', 'why'), 2::bigint, 'changes before anything else');
COMMIT;
VACUUM (FULL) ftf_config;
SELECT is(ftf_get('CVN_A'), 'fourth', 'and stays, where the same transaction had put what was read');
SELECT throws_ok('UPDATE ftf_config SET revision = 9', 'UF003', NULL, 'guarded');
SELECT throws_ok($$ALTER EXTENSION ftf_config SET SCHEMA tap$$, '0A000', NULL, 'it can''t be moved');
SELECT is(ftf_set('CVN_A', 'fifth', 'why'), 3::bigint, 'and works');

SELECT * FROM finish();
