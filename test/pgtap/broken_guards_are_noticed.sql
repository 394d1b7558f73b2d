-- A guard that is not in force is named by ftf_protection and, where it lets
-- writes through, by ftf_verify; and the extension itself then writes nothing.
BEGIN;
CREATE SCHEMA store;
CREATE EXTENSION ftf_config SCHEMA store;
SET LOCAL search_path = store, tap;
SET LOCAL client_min_messages = warning;
SELECT plan(91);

SELECT ftf_set('CVN_A', '1', 'first');

-- Do what breaks a guard, tell what is said about it and whether ftf_set
-- still writes, and undo it.
CREATE FUNCTION pg_temp.broken(how text, OUT named text, OUT verified text, OUT set_state text) LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE how;
	named := (SELECT string_agg(format('%s, %s: %s', guard, object, detail), ' ') FROM ftf_protection()
		WHERE NOT holds AND object <> 'server');
	verified := (SELECT string_agg(format('%s, %s: %s', finding, object, detail), ' ') FROM ftf_verify());
	BEGIN
		PERFORM ftf_set('CVN_A', '2', 'while a guard is broken');
		set_state := 'done';
	EXCEPTION WHEN OTHERS THEN
		set_state := SQLSTATE;
	END;
	RAISE EXCEPTION 'undo' USING ERRCODE = 'UNDO1';
EXCEPTION WHEN SQLSTATE 'UNDO1' THEN
	RETURN;
END
$$;

SELECT results_eq($$SELECT DISTINCT object FROM ftf_protection() ORDER BY 1$$,
	$$VALUES ('extension'), ('finetune_runs'), ('ftf_config'), ('ftf_config_history'), ('ftf_installation'), ('ftf_parameter'), ('ftf_run'),
		('ftf_run_env'), ('server'), ('store')$$, 'ftf_protection looks at every table');
SELECT results_eq($$SELECT guard, count(*) FROM ftf_protection() WHERE object LIKE 'ftf\_%' AND guard NOT IN ('restore', 'installation')
	GROUP BY 1 ORDER BY 1$$,
	$$VALUES ('columns', 6::bigint), ('durability', 6), ('foreign objects', 6), ('indexes', 6), ('privileges', 6), ('triggers', 6)$$,
	'and at every guard of each');
SELECT is_empty($$SELECT * FROM ftf_protection() WHERE NOT holds AND object <> 'server'$$, 'all hold after installing');
SELECT is_empty($$SELECT * FROM ftf_protection() WHERE holds IS DISTINCT FROM (severity <> 'fault') OR severity NOT IN ('ok', 'note', 'fault')$$,
	'only faults are guards that do not hold');
SELECT results_eq($$SELECT guard, object FROM ftf_protection() WHERE severity = 'note'$$, $$VALUES ('hooks', 'server')$$,
	'there are no hooks without shared_preload_libraries, and it says so');

SELECT is((SELECT holds FROM ftf_protection() WHERE guard = 'restore'), true, 'no dump is let in any more');

-- the triggers of each table, dropped or not firing
CREATE TEMP TABLE broken_trigger AS
SELECT format(h.how, rel) AS how, format(h.detail, rel) AS detail, rel
FROM unnest(ARRAY['ftf_config', 'ftf_config_history', 'ftf_parameter', 'ftf_run', 'ftf_run_env', 'ftf_installation']) rel,
	(VALUES
		('DROP TRIGGER ftf_guard_row ON %I', 'The trigger that calls ftf_guard_row is missing.'),
		('DROP TRIGGER ftf_guard_statement ON %I', 'The trigger that calls ftf_guard_statement is missing.'),
		('ALTER TABLE %I DISABLE TRIGGER ftf_guard_row', 'Trigger ftf_guard_row is not ENABLE ALWAYS.'),
		('ALTER TABLE %I ENABLE TRIGGER ftf_guard_statement', 'Trigger ftf_guard_statement is not ENABLE ALWAYS.'))
		h(how, detail);
SELECT is(named, format('triggers, %s: %s', rel, detail), how) FROM broken_trigger, pg_temp.broken(how);
SELECT is(verified, format('unprotected, %s: %s', rel, detail), 'ftf_verify: ' || how)
FROM broken_trigger, pg_temp.broken(how);

SELECT is(set_state, 'UF003', 'ftf_set refuses to write unguarded: ' || how)
FROM unnest(ARRAY['DROP TRIGGER ftf_guard_row ON ftf_config', 'DROP TRIGGER ftf_guard_row ON ftf_config_history',
	'ALTER TABLE ftf_config_history DISABLE TRIGGER ALL', 'ALTER TABLE ftf_config DISABLE TRIGGER ftf_guard_row']) how,
	pg_temp.broken(how);

-- triggers that look like ours
SELECT matches(named, expected, label)
FROM (VALUES
	('triggers, ftf_run: Trigger ftf_guard_row does not fire for every write\.', 'a trigger with a WHEN clause',
		'DROP TRIGGER ftf_guard_row ON ftf_run;
		CREATE TRIGGER ftf_guard_row BEFORE INSERT OR UPDATE OR DELETE ON ftf_run FOR EACH ROW WHEN (false)
			EXECUTE FUNCTION ftf_guard_row(); ALTER TABLE ftf_run ENABLE ALWAYS TRIGGER ftf_guard_row'),
	('triggers, ftf_run: Trigger ftf_guard_row does not fire for every write\.', 'a trigger for some writes only',
		'DROP TRIGGER ftf_guard_row ON ftf_run;
		CREATE TRIGGER ftf_guard_row BEFORE INSERT OR UPDATE ON ftf_run FOR EACH ROW
			EXECUTE FUNCTION ftf_guard_row(); ALTER TABLE ftf_run ENABLE ALWAYS TRIGGER ftf_guard_row'),
	('triggers, ftf_run: Trigger ftf_guard_row does not fire for every write\.', 'a trigger for some columns only',
		'DROP TRIGGER ftf_guard_row ON ftf_run;
		CREATE TRIGGER ftf_guard_row BEFORE INSERT OR UPDATE OF taken_by OR DELETE ON ftf_run FOR EACH ROW
			EXECUTE FUNCTION ftf_guard_row(); ALTER TABLE ftf_run ENABLE ALWAYS TRIGGER ftf_guard_row'),
	('foreign objects, ftf_run: Trigger RI_ConstraintTrigger_c_[0-9]+ is not part of ftf_config\.', 'what makes our table refer to another',
		'CREATE TABLE known_run (run_id text COLLATE "C" PRIMARY KEY); ALTER TABLE ftf_run ADD FOREIGN KEY (run_id) REFERENCES known_run'),
	('triggers, ftf_run: The trigger that calls ftf_guard_row is missing\.', 'a trigger with a function that only has the name',
		'DROP TRIGGER ftf_guard_row ON ftf_run; CREATE SCHEMA other;
		CREATE FUNCTION other.ftf_guard_row() RETURNS trigger LANGUAGE plpgsql AS ''BEGIN RETURN NEW; END'';
		CREATE TRIGGER ftf_guard_row BEFORE INSERT OR UPDATE OR DELETE ON ftf_run FOR EACH ROW
			EXECUTE FUNCTION other.ftf_guard_row(); ALTER TABLE ftf_run ENABLE ALWAYS TRIGGER ftf_guard_row'),
	('ftf_guard_row', 'a guard function that was replaced',
		'CREATE OR REPLACE FUNCTION ftf_guard_row() RETURNS trigger LANGUAGE plpgsql AS ''BEGIN RETURN NEW; END'''),
	('ftf_guard_statement', 'a statement guard function that was replaced',
		'CREATE OR REPLACE FUNCTION ftf_guard_statement() RETURNS trigger LANGUAGE plpgsql AS ''BEGIN RETURN NULL; END''')
	) t(expected, label, how), pg_temp.broken(how);

-- other ways around
CREATE ROLE ftf_guards_writer;
SELECT ok((named, verified) IS NOT DISTINCT FROM (expected, regexp_replace(expected, '^[a-z ]+', 'unprotected')), format('%s: %s, %s', how, named, verified))
FROM (VALUES
	('privileges, ftf_config: Role ftf_guards_writer holds more than SELECT.', 'GRANT UPDATE ON ftf_config TO ftf_guards_writer'),
	('privileges, ftf_run: Role PUBLIC holds more than SELECT.', 'GRANT INSERT ON ftf_run TO PUBLIC'),
	('privileges, ftf_run: Role ftf_guards_writer holds more than SELECT.', 'GRANT TRIGGER ON ftf_run TO ftf_guards_writer'),
	('privileges, ftf_parameter: Role ftf_guards_writer holds more than SELECT.', 'GRANT DELETE ON ftf_parameter TO ftf_guards_writer'),
	('privileges, ftf_run_env: Role ftf_guards_writer holds more than SELECT.', 'GRANT TRUNCATE ON ftf_run_env TO ftf_guards_writer'),
	('privileges, ftf_config_history: Role ftf_guards_writer holds more than SELECT.', 'GRANT REFERENCES ON ftf_config_history TO ftf_guards_writer'),
	('privileges, ftf_config_history: Role ftf_guards_writer holds more than SELECT.',
		'GRANT UPDATE (reason) ON ftf_config_history TO ftf_guards_writer'),
	('privileges, ftf_config: Role ftf_guards_writer holds more than SELECT.', 'GRANT INSERT (id) ON ftf_config TO ftf_guards_writer'),
	('privileges, ftf_config: Role PUBLIC holds more than SELECT.', 'GRANT REFERENCES (updated_at) ON ftf_config TO PUBLIC'),
	('privileges, ftf_config: Its owner ftf_guards_writer is not a superuser.', 'ALTER TABLE ftf_config OWNER TO ftf_guards_writer'),
	('durability, ftf_run: It is not logged: a crash empties it.', 'ALTER TABLE ftf_run SET UNLOGGED'),
	('foreign objects, ftf_parameter: Row security can hide its rows.', 'ALTER TABLE ftf_parameter ENABLE ROW LEVEL SECURITY'),
	('foreign objects, ftf_run_env: Another table inherits from it, whose rows show among its own.',
		'CREATE TABLE heir () INHERITS (ftf_run_env)'),
	('foreign objects, ftf_run_env: It inherits from another table.', 'CREATE TABLE parent (); ALTER TABLE ftf_run_env INHERIT parent'),
	('privileges, store: The schema''s owner ftf_guards_writer is not a superuser and can drop it with all that is in it.',
		'ALTER SCHEMA store OWNER TO ftf_guards_writer'),
	('privileges, store: The schema''s owner ftf_guards_writer is not a superuser and can drop it with all that is in it.',
		format('ALTER SCHEMA store OWNER TO pg_database_owner; ALTER DATABASE %I OWNER TO ftf_guards_writer', current_database())),
	(NULL, 'ALTER SCHEMA store OWNER TO pg_database_owner'),
	(NULL, 'GRANT SELECT ON ALL TABLES IN SCHEMA store TO ftf_guards_writer')) t(expected, how), pg_temp.broken(how);

-- indexes that lead elsewhere
SELECT ok(named LIKE 'indexes, ' || rel || ': %' AND verified LIKE 'unprotected, ' || rel || ': %', format('%s: %s', how, named))
FROM (VALUES
	('ftf_run', 'ALTER TABLE ftf_run DROP CONSTRAINT ftf_run_pkey; CREATE INDEX ftf_run_pkey ON ftf_run (run_id)'),
	('ftf_config_history', 'DROP INDEX ftf_config_history_key; CREATE INDEX ftf_config_history_key ON ftf_config_history (key, revision) WHERE key <> ''CVN_A'''),
	('ftf_config_history', 'DROP INDEX ftf_config_history_key; CREATE INDEX ftf_config_history_key ON ftf_config_history (operator, revision)'),
	('ftf_config_history', 'UPDATE pg_index SET indisvalid = false WHERE indexrelid = ''ftf_config_history_revision''::regclass')) t(rel, how),
	pg_temp.broken(how);

-- each of them
SELECT is_empty($$SELECT indexname, b FROM pg_indexes, pg_temp.broken(format('ALTER INDEX %I RENAME TO another', indexname)) b
	WHERE schemaname = 'store' AND (b.named LIKE 'indexes, ' || tablename || ': %') IS NOT TRUE$$, 'an index that is not there under its name');

-- without its rules the view is one that PostgreSQL itself writes through
SELECT throws_ok('DROP RULE ftf_guard_update ON finetune_runs; UPDATE finetune_runs SET taken_by = taken_by WHERE false',
	'UF003', NULL, 'the view finetune_runs without its rule');

SELECT is_empty('SELECT * FROM ftf_verify()', 'repaired, everything verifies');
SELECT is(ftf_set('CVN_A', '2', 'repaired'), 2::bigint, 'and changes work');

SELECT * FROM finish();
ROLLBACK;
