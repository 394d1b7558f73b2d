-- While an installation has written nothing of its own, rows of a dump are
-- let in, in any order, if each proves itself; the first change verifies the
-- whole and says so in the history.
BEGIN;
CREATE EXTENSION ftf_config;
\ir lib/tampering.sql
SELECT plan(51);

-- what a dump of that store would hold
CREATE TEMP TABLE d_config AS SELECT * FROM ftf_config;
CREATE TEMP TABLE d_history AS SELECT * FROM ftf_config_history;
CREATE TEMP TABLE d_parameter AS SELECT key, definition FROM ftf_parameter;
CREATE TEMP TABLE d_run AS SELECT * FROM ftf_run;
CREATE TEMP TABLE d_run_env AS SELECT * FROM ftf_run_env;
DROP FUNCTION pg_temp.rehash;
DROP EXTENSION ftf_config;
CREATE EXTENSION ftf_config;

-- rows that prove nothing
SELECT throws_ok(sql, 'UF003', NULL, label)
FROM (VALUES
('a store whose head is no hash', $$INSERT INTO ftf_config SELECT id, base_env, governed_prefixes, revision, '\x00', updated_at FROM d_config$$),
('an entry with another reason', $$INSERT INTO ftf_config_history SELECT entry_id, revision, kind, key, old_value, new_value, operator,
	'another', changed_at, session_role, effective_role, application_name, client_addr, xid, prev_hash, hash, chain_id FROM d_history$$),
('an entry with another number', $$INSERT INTO ftf_config_history SELECT entry_id + 1, revision, kind, key, old_value, new_value, operator,
	reason, changed_at, session_role, effective_role, application_name, client_addr, xid, prev_hash, hash, chain_id FROM d_history$$),
('a store of nulls', $$INSERT INTO ftf_config DEFAULT VALUES$$),
('a store without a head', $$INSERT INTO ftf_config SELECT id, base_env, governed_prefixes, revision, NULL, updated_at FROM d_config$$),
('an entry of nulls', $$INSERT INTO ftf_config_history DEFAULT VALUES$$),
('a run with another taker', $$INSERT INTO ftf_run SELECT run_id, revision, head, env_hash, overrides, taken_at, 'another', xid, hash FROM d_run$$),
('a run with other overrides', $$INSERT INTO ftf_run SELECT run_id, revision, head, env_hash, '{"CVN_A": "9"}', taken_at, taken_by, xid, hash FROM d_run$$),
('stored parameters with another value', $$INSERT INTO ftf_run_env SELECT revision, env_hash, '{"CVN_A": "9"}' FROM d_run_env$$),
('stored parameters that are no object', $$INSERT INTO ftf_run_env SELECT revision, env_hash, '[]' FROM d_run_env$$),
('a note that something was written', $$INSERT INTO ftf_installation VALUES (now(), '3', 'change')$$),
('a row through the view', $$INSERT INTO finetune_runs (run_id) VALUES ('r')$$)) t(label, sql);
SELECT throws_ok($$INSERT INTO ftf_parameter VALUES ('CVN_A', '{"type": "colour"}')$$, 'UF005', NULL, 'a definition that is none');
SELECT throws_ok(sql, 'UF003', NULL, 'a definition with a null')
FROM unnest(ARRAY[$$INSERT INTO ftf_parameter VALUES (NULL, '{"type": "integer"}')$$, $$INSERT INTO ftf_parameter VALUES ('CVN_A', NULL)$$]) sql;
SELECT throws_ok('INSERT INTO ftf_config_history SELECT * FROM d_history WHERE entry_id = 1; UPDATE ftf_config_history SET reason = ''x''',
	'UF003', NULL, 'only INSERT is let in, not UPDATE');
SELECT throws_ok('DELETE FROM ftf_config', 'UF003', NULL, 'nor DELETE');
SELECT throws_ok('TRUNCATE ftf_config', 'UF003', NULL, 'nor TRUNCATE');
SELECT throws_ok('INSERT INTO ftf_config_history SELECT * FROM d_history ON CONFLICT (entry_id) DO UPDATE SET reason = ''x''',
	'UF003', NULL, 'nor an INSERT that may update');
SELECT throws_ok('INSERT INTO ftf_config SELECT * FROM d_config; INSERT INTO ftf_config SELECT id, base_env, governed_prefixes, 9, head, updated_at FROM d_config',
	'UF003', NULL, 'nor a second row in ftf_config');
SELECT is_empty('SELECT 1 FROM ftf_config UNION ALL SELECT 1 FROM ftf_config_history UNION ALL SELECT 1 FROM ftf_run UNION ALL
	SELECT 1 FROM ftf_run_env UNION ALL SELECT 1 FROM ftf_parameter UNION ALL SELECT 1 FROM ftf_installation', 'nothing was let in');

-- what is then asked for, of all that is restored but what the query says
CREATE FUNCTION pg_temp.restored(call text, but text DEFAULT 'SELECT') RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	got text;
BEGIN
	EXECUTE but;
	INSERT INTO ftf_run SELECT * FROM d_run ORDER BY run_id DESC;
	INSERT INTO ftf_config_history SELECT * FROM d_history ORDER BY entry_id DESC;
	INSERT INTO ftf_config SELECT * FROM d_config;
	INSERT INTO ftf_parameter SELECT * FROM d_parameter;
	INSERT INTO ftf_run_env SELECT * FROM d_run_env;
	EXECUTE call INTO got;
	RAISE EXCEPTION 'undo' USING ERRCODE = 'UNDO1';
EXCEPTION
	WHEN SQLSTATE 'UNDO1' THEN
		RETURN got;
	WHEN OTHERS THEN
		RETURN SQLSTATE;
END
$$;
SELECT is(pg_temp.restored('SELECT count(*) FROM ftf_verify()'), '0', 'restored, it verifies before any change');
SELECT is(pg_temp.restored('SELECT ftf_get(''CVN_A'')'), '2', 'and reads');
SELECT is(pg_temp.restored('SELECT ftf_env_at(1)'), '{"CVN_A": "1"}', 'also its history');
SELECT is(pg_temp.restored('SELECT ftf_snapshot(''run 3 too'', ''{"CVN_A": "7"}''::jsonb)'), '{"CVN_A": "7", "CVN_B": "b"}', 'and a run''s snapshot');
SELECT is(pg_temp.restored('SELECT ftf_set(''CVN_A'', ''9'', ''first here'')'), '7', 'the first change comes after the restored entry''s revision');

-- what a dump may lack
SELECT is(pg_temp.restored('SELECT ftf_set(''CVN_A'', ''9'', ''first here'')', but), 'UF008', 'no change is added to ' || label)
FROM (VALUES
	('a history without its middle', 'DELETE FROM d_history WHERE entry_id = 4'),
	('a history without its end', 'DELETE FROM d_history WHERE entry_id = 7'),
	('a history without its beginning', 'DELETE FROM d_history WHERE entry_id = 1'),
	('no history', 'DELETE FROM d_history'),
	('a store with other parameters', 'UPDATE d_config SET base_env = ''{"CVN_A": "666"}'''),
	('a store with other prefixes', 'UPDATE d_config SET governed_prefixes = ''{CVN_}'''),
	('a history without its store', 'DELETE FROM d_config'),
	('a store without definitions', 'DELETE FROM d_parameter'),
	('a store with another definition', 'UPDATE d_parameter SET definition = ''{}'''),
	('runs without their parameters', 'DELETE FROM d_run_env'),
	('history alone', 'DELETE FROM d_config; DELETE FROM d_parameter; DELETE FROM d_run; DELETE FROM d_run_env'),
	('definitions alone', 'DELETE FROM d_config; DELETE FROM d_history; DELETE FROM d_run; DELETE FROM d_run_env'),
	('runs alone', 'DELETE FROM d_config; DELETE FROM d_history; DELETE FROM d_parameter; DELETE FROM d_run_env'),
	('runs'' parameters alone', 'DELETE FROM d_config; DELETE FROM d_history; DELETE FROM d_parameter; DELETE FROM d_run')) t(label, but);

-- for good
INSERT INTO ftf_run SELECT * FROM d_run;
INSERT INTO ftf_config_history SELECT * FROM d_history ORDER BY hash;
INSERT INTO ftf_config SELECT * FROM d_config;
INSERT INTO ftf_parameter SELECT * FROM d_parameter;
INSERT INTO ftf_run_env SELECT * FROM d_run_env;
SELECT is(ftf_set('CVN_A', '2', 'what it is already'), 5::bigint, 'what changes nothing');
SELECT is_empty('SELECT * FROM ftf_installation', 'adopts nothing');
SELECT is(ftf_set('CVN_A', '9', 'first here'), 7::bigint, 'the first change');
SELECT results_eq('SELECT entry_id, revision, kind, key COLLATE "default", new_value, reason FROM ftf_config_history WHERE entry_id > 7 ORDER BY 1',
	format($$VALUES (8::bigint, 6::bigint, 'restored', NULL::text, %L, 'restored from a dump, verified before the first change'),
		(9, 7, 'set', 'CVN_A', '9', 'first here')$$, (SELECT '7:' || encode(hash, 'hex') FROM d_history WHERE entry_id = 7)),
	'says which head was restored, in a revision of its own');
SELECT results_eq('SELECT wrote FROM ftf_installation', ARRAY['change'], 'the installation knows');
SELECT throws_ok('INSERT INTO ftf_run SELECT * FROM d_run', 'UF003', 'INSERT on "ftf_run" is refused', 'nothing more is let in');
SELECT throws_ok('INSERT INTO ftf_config_history SELECT * FROM d_history', 'UF003', 'INSERT on "ftf_config_history" is refused', 'not even what proves itself');
SELECT is(ftf_set('CVN_A', '10', 'second here'), 8::bigint, 'the second change adopts nothing again');
SELECT is_empty('SELECT * FROM ftf_verify()', 'it all verifies');

-- a snapshot, too, is something of its own
DROP EXTENSION ftf_config;
CREATE EXTENSION ftf_config;
INSERT INTO ftf_config_history SELECT * FROM d_history;
INSERT INTO ftf_config SELECT * FROM d_config;
INSERT INTO ftf_parameter SELECT * FROM d_parameter;
SELECT ftf_snapshot('first here');
SELECT throws_ok('INSERT INTO ftf_run_env SELECT * FROM d_run_env', 'UF003', NULL, 'after a snapshot of its own nothing more is let in');
SELECT is(ftf_set('CVN_A', '9', 'first here'), 7::bigint, 'the first change is still told from it');

SELECT * FROM finish();
ROLLBACK;
