-- Nor can the tables be written by way of others: inheritance and partition
-- parents, foreign keys' actions, views over them, rules.  These never fire
-- the statement triggers of our tables, so the row triggers must refuse.
BEGIN;
CREATE EXTENSION ftf_config;
SET LOCAL client_min_messages = warning;
SELECT plan(29);

SELECT ftf_set('CVN_A', '1', 'to have rows');
SELECT ftf_define('CVN_A', '{"type": "integer"}'::jsonb, 'to have rows');
SELECT ftf_snapshot('run 1');
CREATE FUNCTION pg_temp.contents() RETURNS text LANGUAGE sql AS $$
	SELECT (SELECT string_agg(t::text, '|') FROM ONLY public.ftf_config t)
		|| (SELECT string_agg(t::text, '|' ORDER BY entry_id) FROM ONLY public.ftf_config_history t)
		|| (SELECT string_agg(t::text, '|') FROM ONLY public.ftf_parameter t)
		|| (SELECT string_agg(t::text, '|') FROM ONLY public.ftf_run t)
		|| (SELECT string_agg(t::text, '|') FROM ONLY public.ftf_run_env t)
$$;
CREATE TEMP TABLE before AS SELECT pg_temp.contents() AS contents;

-- an updatable view
CREATE VIEW entries AS SELECT entry_id, reason FROM ftf_config_history;
CREATE VIEW entries_checked AS SELECT * FROM entries WHERE entry_id > 0 WITH CHECK OPTION;
SELECT throws_ok(sql, 'UF003', NULL, 'view: ' || sql) FROM unnest(ARRAY[
	'INSERT INTO entries VALUES (99, ''forged'')',
	'UPDATE entries SET reason = ''forged''',
	'DELETE FROM entries',
	'UPDATE entries_checked SET reason = ''forged''',
	'DELETE FROM entries_checked WHERE entry_id = 2']) sql;

-- a rule that turns one table's writes into another's
CREATE TABLE bait (id int);
INSERT INTO bait VALUES (1);
CREATE RULE turn_insert AS ON INSERT TO bait DO INSTEAD UPDATE ftf_config SET updated_at = now();
CREATE RULE turn_update AS ON UPDATE TO bait DO ALSO DELETE FROM ftf_run;
SELECT throws_ok('INSERT INTO bait VALUES (2)', 'UF003', NULL, 'a rule that updates instead');
SELECT throws_ok('UPDATE bait SET id = 2', 'UF003', NULL, 'a rule that deletes also');

-- a trigger of another table
CREATE FUNCTION erase() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM public.ftf_config_history;
	RETURN NULL;
END
$$;
CREATE TRIGGER erase AFTER DELETE ON bait EXECUTE FUNCTION erase();
SELECT throws_ok('DELETE FROM bait', 'UF003', NULL, 'another table''s trigger that deletes');

-- an inheritance parent, of each table
CREATE FUNCTION pg_temp.adopt(child text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE format('CREATE TABLE parent_of_%1$s (LIKE %1$I)', child);
	EXECUTE format('ALTER TABLE %1$I INHERIT parent_of_%1$s', child);
	RETURN 'parent_of_' || child;
END
$$;
SELECT throws_ok(format('DELETE FROM %I', pg_temp.adopt(child)), 'UF003', NULL,
	format('DELETE through a parent of %s', child))
FROM unnest(ARRAY['ftf_config', 'ftf_config_history', 'ftf_run', 'ftf_run_env', 'ftf_installation']) child;
SELECT throws_ok('UPDATE parent_of_ftf_config_history SET reason = ''forged''', 'UF003', NULL,
	'UPDATE through a parent');
SELECT throws_ok('TRUNCATE parent_of_ftf_run', 'UF003', NULL, 'TRUNCATE through a parent');
SELECT throws_ok('MERGE INTO parent_of_ftf_run_env t USING (SELECT 1) s ON true WHEN MATCHED THEN DELETE',
	'UF003', NULL, 'MERGE through a parent');
SET LOCAL session_replication_role = replica;
SELECT throws_ok('DELETE FROM parent_of_ftf_config', 'UF003', NULL, 'through a parent, as a replica');
SET LOCAL session_replication_role = origin;
SELECT is((SELECT count(*) FROM ftf_verify() WHERE finding = 'tampered'), 0::bigint,
	'having a parent changes nothing in the ledger');
SELECT is((SELECT string_agg(object, ',' ORDER BY object) FROM ftf_protection() WHERE guard = 'foreign objects' AND NOT holds),
	'ftf_config,ftf_config_history,ftf_installation,ftf_run,ftf_run_env', 'ftf_protection names the adopted tables');
ALTER TABLE ftf_run NO INHERIT parent_of_ftf_run;
ALTER TABLE ftf_config_history NO INHERIT parent_of_ftf_config_history;

-- a partition parent
CREATE TABLE partitioned (LIKE ftf_run) PARTITION BY LIST (revision);
ALTER TABLE partitioned ATTACH PARTITION ftf_run DEFAULT;
SELECT throws_ok(sql, 'UF003', NULL, 'partition: ' || sql) FROM unnest(ARRAY[
	'INSERT INTO partitioned SELECT * FROM ONLY ftf_run',
	'UPDATE partitioned SET taken_by = ''someone''',
	'DELETE FROM partitioned',
	'TRUNCATE partitioned',
	'COPY partitioned (run_id, revision) FROM PROGRAM ''printf "r\t1\n"''']) sql;
ALTER TABLE partitioned DETACH PARTITION ftf_run;

-- foreign keys' actions
CREATE TABLE upstream (key text PRIMARY KEY);
INSERT INTO upstream SELECT key FROM ftf_parameter;
ALTER TABLE ftf_parameter ADD FOREIGN KEY (key) REFERENCES upstream ON DELETE CASCADE ON UPDATE CASCADE;
SELECT throws_ok('DELETE FROM upstream', 'UF003', NULL, 'ON DELETE CASCADE');
SELECT throws_ok('UPDATE upstream SET key = ''CVN_B''', 'UF003', NULL, 'ON UPDATE CASCADE');
SELECT throws_ok('TRUNCATE upstream CASCADE', 'UF003', NULL, 'TRUNCATE CASCADE');

CREATE TABLE upstream_entry (id bigint PRIMARY KEY);
INSERT INTO upstream_entry SELECT entry_id FROM ftf_config_history;
ALTER TABLE ftf_config_history ADD FOREIGN KEY (entry_id) REFERENCES upstream_entry ON DELETE SET NULL;
SELECT throws_ok('DELETE FROM upstream_entry', 'UF003', NULL, 'ON DELETE SET NULL');

SELECT is(pg_temp.contents(), contents, 'nothing was written') FROM before;

SELECT * FROM finish();
ROLLBACK;
