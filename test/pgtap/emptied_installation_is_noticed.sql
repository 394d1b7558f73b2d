-- The notes of what an installation wrote close it to rows from outside.  Gone,
-- they are missed, unlike in an installation that a dump was just restored into.
\o /dev/null
SET client_min_messages = warning;
CREATE EXTENSION ftf_config;

-- Emptied, tell what is said, and undo it.
CREATE FUNCTION emptied(how text, OUT named text, OUT verified text) LANGUAGE plpgsql AS $$
BEGIN
	ALTER TABLE ftf_installation DISABLE TRIGGER ALL;
	EXECUTE how;
	ALTER TABLE ftf_installation ENABLE ALWAYS TRIGGER ftf_guard_row;
	ALTER TABLE ftf_installation ENABLE ALWAYS TRIGGER ftf_guard_statement;
	named := (SELECT string_agg(guard, ' ' ORDER BY guard) FROM ftf_protection() WHERE severity <> 'ok' AND object = 'ftf_installation');
	verified := (SELECT string_agg(finding || ' ' || object, ' ') FROM ftf_verify());
	RAISE EXCEPTION 'undo' USING ERRCODE = 'UNDO1';
EXCEPTION WHEN SQLSTATE 'UNDO1' THEN
	RETURN;
END
$$;
-- The same rows again, by other transactions than those that they name.
CREATE PROCEDURE restore(commits text) LANGUAGE plpgsql AS $$
DECLARE
	id bigint;
BEGIN
	FOR id IN SELECT entry_id FROM d_history LOOP
		INSERT INTO ftf_config_history SELECT * FROM d_history WHERE entry_id = id;
		IF commits = 'for each row' THEN
			COMMIT;
		END IF;
	END LOOP;
	IF commits = 'for each table' THEN
		COMMIT;
	END IF;
	INSERT INTO ftf_config SELECT * FROM d_config;
END
$$;

CREATE TABLE got AS SELECT 'nothing was written yet'::text AS step, ARRAY[named, verified] AS said FROM emptied('SELECT');
SELECT ftf_set('CVN_A', '1', 'first');
INSERT INTO got SELECT 'it is there', ARRAY[named, verified] FROM emptied('SELECT');
INSERT INTO got SELECT 'deleted after one change', ARRAY[named, verified] FROM emptied('DELETE FROM ftf_installation');
SELECT ftf_set('CVN_A', '2', 'second');
VACUUM FREEZE ftf_config_history, ftf_config;
INSERT INTO got SELECT 'deleted after two changes', ARRAY[named, verified] FROM emptied('DELETE FROM ftf_installation');
INSERT INTO got SELECT 'truncated', ARRAY[named, verified] FROM emptied('TRUNCATE ftf_installation');
VACUUM FULL ftf_config_history;
VACUUM FULL ftf_config;
INSERT INTO got SELECT 'deleted after VACUUM FULL', ARRAY[named, verified] FROM emptied('DELETE FROM ftf_installation');

CREATE TABLE d_history AS SELECT * FROM ftf_config_history;
CREATE TABLE d_config AS SELECT * FROM ftf_config;
DROP EXTENSION ftf_config;
CREATE EXTENSION ftf_config;
CALL restore('never');
INSERT INTO got SELECT 'restored in one transaction', ARRAY[named, verified] FROM emptied('SELECT');
DROP EXTENSION ftf_config;
CREATE EXTENSION ftf_config;
CALL restore('for each table');
INSERT INTO got SELECT 'restored in several', ARRAY[named, verified] FROM emptied('SELECT');
DROP EXTENSION ftf_config;
CREATE EXTENSION ftf_config;
CALL restore('for each row');
INSERT INTO got SELECT 'restored in one for each row', ARRAY[named, verified] FROM emptied('SELECT');
SELECT ftf_set('CVN_A', '3', 'third');
INSERT INTO got SELECT 'deleted after the first change that followed', ARRAY[named, verified] FROM emptied('DELETE FROM ftf_installation');

\o
SELECT plan(10);
SELECT is(said, expected, step)
FROM (VALUES
	('nothing was written yet', '{restore,NULL}'::text[]),
	('it is there', '{NULL,NULL}'),
	('deleted after one change', '{installation restore,unprotected ftf_installation}'),
	('deleted after two changes', '{installation restore,unprotected ftf_installation}'),
	('truncated', '{installation restore,unprotected ftf_installation}'),
	('deleted after VACUUM FULL', '{installation restore,unprotected ftf_installation}'),
	('restored in one transaction', '{restore,NULL}'),
	('restored in several', '{restore,NULL}'),
	('restored in one for each row', '{restore,NULL}'),
	('deleted after the first change that followed', '{installation restore,unprotected ftf_installation}')) e(step, expected)
LEFT JOIN got USING (step);
SELECT * FROM finish();
