-- No SQL statement writes the tables, not even the owner's, not even of zero
-- rows: UF003.
BEGIN;
CREATE EXTENSION ftf_config;
SET LOCAL client_min_messages = warning;
SELECT plan(167);

SELECT ftf_set('CVN_A', '1', 'to have rows');
SELECT ftf_define('CVN_A', '{"type": "integer"}'::jsonb, 'to have rows');
SELECT ftf_snapshot('run 1');

CREATE TEMP TABLE guarded (name text, kind text, columns text, first text);
INSERT INTO guarded VALUES
	('ftf_config', 'table', 'id, base_env, governed_prefixes, revision, head, updated_at', 'id'),
	('ftf_config_history', 'table', 'entry_id, revision, kind, key, old_value, new_value, operator, reason,'
		' changed_at, session_role, application_name, client_addr, xid, prev_hash, hash, chain_id', 'entry_id'),
	('ftf_parameter', 'table', 'key, definition', 'key'),
	('ftf_run', 'table', 'run_id, revision, head, env_hash, overrides, taken_at, taken_by, xid, hash', 'run_id'),
	('ftf_run_env', 'table', 'revision, env_hash, base_env', 'revision'),
	('ftf_installation', 'table', 'written_at, xid, wrote', 'wrote'),
	('finetune_runs', 'view', 'run_id, base_env, overrides, revision, head, taken_at, taken_by, hash', 'run_id');

CREATE TEMP TABLE attempt (label text, sql text);
INSERT INTO attempt VALUES
	('INSERT of a row that is there', 'INSERT INTO %1$I (%2$s) SELECT %2$s FROM %1$I'),
	('INSERT of no row', 'INSERT INTO %1$I (%2$s) SELECT %2$s FROM %1$I WHERE false'),
	('UPDATE', 'UPDATE %1$I SET %3$I = %3$I'),
	('UPDATE of no row', 'UPDATE %1$I SET %3$I = %3$I WHERE false'),
	('DELETE', 'DELETE FROM %1$I'),
	('DELETE of no row', 'DELETE FROM %1$I WHERE false'),
	('UPDATE in a CTE', 'WITH w AS (UPDATE %1$I SET %3$I = %3$I RETURNING 1) SELECT * FROM w'),
	('DELETE in a CTE that is not read', 'WITH w AS (DELETE FROM %1$I) SELECT 1'),
	('UPDATE that is explained', 'EXPLAIN (ANALYZE) UPDATE %1$I SET %3$I = %3$I'),
	('UPDATE in a DO block', 'DO $do$ BEGIN UPDATE %1$I SET %3$I = %3$I; END $do$');

CREATE TEMP TABLE attempt_on_table (label text, sql text);
INSERT INTO attempt_on_table VALUES
	('COPY of a row', 'COPY %1$I (%3$I) FROM PROGRAM ''echo 1'''),
	('COPY of no row', 'COPY %1$I (%2$s) FROM ''/dev/null'''),
	('INSERT of default values', 'INSERT INTO %1$I DEFAULT VALUES'),
	('INSERT ... ON CONFLICT DO NOTHING', 'INSERT INTO %1$I (%2$s) SELECT %2$s FROM %1$I ON CONFLICT DO NOTHING'),
	('TRUNCATE', 'TRUNCATE %1$I'),
	('TRUNCATE ONLY ... RESTART IDENTITY CASCADE', 'TRUNCATE ONLY %1$I RESTART IDENTITY CASCADE'),
	('MERGE that updates', 'MERGE INTO %1$I t USING (SELECT 1) s ON true WHEN MATCHED THEN UPDATE SET %3$I = t.%3$I'),
	('MERGE that deletes', 'MERGE INTO %1$I t USING (SELECT 1) s ON true WHEN MATCHED THEN DELETE'),
	('MERGE that inserts', 'MERGE INTO %1$I t USING (SELECT 1) s ON false WHEN NOT MATCHED THEN INSERT DEFAULT VALUES'),
	('MERGE of no row', 'MERGE INTO %1$I t USING (SELECT 1 WHERE false) s ON true WHEN MATCHED THEN DELETE');

CREATE FUNCTION pg_temp.contents() RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	rel text;
	part text;
	whole text := '';
BEGIN
	FOR rel IN SELECT name FROM guarded ORDER BY name LOOP
		EXECUTE format('SELECT string_agg(t::text, chr(10) ORDER BY t::text) FROM %I t', rel) INTO part;
		ASSERT part <> '', rel || ' has no row to lose';
		whole := whole || rel || part;
	END LOOP;
	RETURN whole;
END
$$;
CREATE TEMP TABLE before AS SELECT pg_temp.contents() AS contents;

SELECT throws_ok(format(a.sql, g.name, g.columns, g.first), 'UF003', NULL, format('%s on %s', a.label, g.name))
FROM guarded g, attempt a;

SELECT throws_ok(format(a.sql, g.name, g.columns, g.first), 'UF003', NULL, format('%s on %s', a.label, g.name))
FROM guarded g, attempt_on_table a WHERE g.kind = 'table';

SELECT throws_ok(sql, state, NULL, sql || ': no statement for a view')
FROM (VALUES ('COPY finetune_runs (run_id) FROM PROGRAM ''echo 1''', '42809'), ('TRUNCATE finetune_runs', '42809')) t(sql, state);

SELECT throws_ok(format('INSERT INTO %1$I (%2$s) SELECT %2$s FROM %1$I ON CONFLICT (%3$I) DO UPDATE SET %3$I = excluded.%3$I',
		g.name, g.columns, g.key), 'UF003', NULL, format('INSERT ... ON CONFLICT DO UPDATE on %s', g.name))
FROM (SELECT name, columns, CASE name WHEN 'ftf_config' THEN 'revision' ELSE first END
	FROM guarded WHERE name IN ('ftf_config', 'ftf_config_history', 'ftf_parameter', 'ftf_run')) g(name, columns, key);

-- as a replica applies changes: ordinary triggers don't fire then
SET LOCAL session_replication_role = replica;
SELECT throws_ok(format(a.sql, g.name, g.columns, g.first), 'UF003', NULL, format('%s on %s, as a replica', a.label, g.name))
FROM guarded g, attempt a WHERE a.label IN ('INSERT of a row that is there', 'UPDATE', 'DELETE')
	AND (g.kind, left(a.label, 6)) <> ('view', 'INSERT');
-- rules of a view don't fire then, and PostgreSQL writes through it to ftf_run
SELECT throws_ok('INSERT INTO finetune_runs (run_id) VALUES (''forged'')', 'UF003', NULL, 'INSERT on finetune_runs, as a replica');
SELECT throws_ok('INSERT INTO finetune_runs (run_id, base_env) VALUES (''forged'', ''{}'')', '0A000', NULL,
	'INSERT of base_env on finetune_runs, as a replica');
SELECT lives_ok($$SELECT ftf_set('CVN_A', '1', 'no change')$$, 'functions work as a replica');
SET LOCAL session_replication_role = origin;

SELECT is(pg_temp.contents(), contents, 'nothing was written') FROM before;

SELECT throws_ok('UPDATE ftf_config SET base_env = base_env', 'UF003', 'UPDATE on "ftf_config" is refused',
	'the message names statement and table');
SELECT throws_ok('TRUNCATE ftf_run', 'UF003', 'TRUNCATE on "ftf_run" is refused',
	'also where the statement is TRUNCATE');
PREPARE rewrite AS UPDATE ftf_config_history SET reason = 'another';
SELECT throws_ok('EXECUTE rewrite', 'UF003', NULL, 'a prepared statement is refused');

-- an owner that is no superuser
CREATE ROLE ftf_writes_owner;
GRANT USAGE ON SCHEMA tap TO ftf_writes_owner;
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON ALL TABLES IN SCHEMA pg_temp TO ftf_writes_owner;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA pg_temp TO ftf_writes_owner;
ALTER TABLE ftf_config_history OWNER TO ftf_writes_owner;
SET LOCAL ROLE ftf_writes_owner;
SELECT throws_ok(sql, 'UF003', NULL, 'the owner: ' || sql)
FROM unnest(ARRAY['INSERT INTO ftf_config_history DEFAULT VALUES', 'UPDATE ftf_config_history SET reason = reason',
	'DELETE FROM ftf_config_history', 'TRUNCATE ftf_config_history']) sql;
RESET ROLE;

SELECT * FROM finish();
ROLLBACK;
