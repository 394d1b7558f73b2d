-- The C code knows columns by number and type.  Where a superuser has changed
-- them it must neither crash nor go on as if nothing were: what readers
-- SELECT is not what is verified then.
BEGIN;
CREATE EXTENSION ftf_config;
SET LOCAL client_min_messages = warning;
SELECT plan(43);

SELECT ftf_set('CVN_A', '1', 'first');
SELECT ftf_define('CVN_A', '{}'::jsonb, 'second');
SELECT ftf_snapshot('run 1');

-- Do it, tell what is said about it and what ftf_set does, and undo it.
CREATE FUNCTION pg_temp.changed(how text, OUT named text, OUT verified text, OUT set_state text) LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE how;
	BEGIN
		named := (SELECT string_agg(object, ' ') FROM ftf_protection() WHERE NOT holds AND object <> 'server');
	EXCEPTION WHEN OTHERS THEN
		named := SQLERRM;
	END;
	BEGIN
		verified := (SELECT string_agg(finding || ' ' || object, ' ') FROM ftf_verify());
	EXCEPTION WHEN OTHERS THEN
		verified := SQLERRM;
	END;
	BEGIN
		PERFORM ftf_set('CVN_A', '2', 'with other columns'), ftf_undefine('CVN_A', 'with other columns'), ftf_snapshot('run 2');
		set_state := 'done';
	EXCEPTION WHEN OTHERS THEN
		set_state := SQLSTATE;
	END;
	RAISE EXCEPTION 'undo' USING ERRCODE = 'UNDO1';
EXCEPTION WHEN SQLSTATE 'UNDO1' THEN
	RETURN;
END
$$;

CREATE TEMP TABLE change AS
SELECT rel, regexp_replace(how, '\s+', ' ', 'g') AS how, c.*
FROM (VALUES
	('ftf_config', 'ALTER TABLE ftf_config DROP COLUMN head'),
	('ftf_config', 'ALTER TABLE ftf_config ALTER base_env TYPE text'),
	('ftf_config', 'ALTER TABLE ftf_config RENAME updated_at TO base'),
	('ftf_config_history', 'ALTER TABLE ftf_config_history DROP COLUMN reason'),
	('ftf_config_history', 'ALTER TABLE ftf_config_history RENAME reason TO motive'),
	('ftf_config_history', 'ALTER TABLE ftf_config_history RENAME old_value TO x;
		ALTER TABLE ftf_config_history RENAME new_value TO old_value; ALTER TABLE ftf_config_history RENAME x TO new_value'),
	('ftf_config_history', 'ALTER TABLE ftf_config_history ALTER revision TYPE text'),
	('ftf_config_history', 'ALTER TABLE ftf_config_history DROP COLUMN client_addr; ALTER TABLE ftf_config_history ADD client_addr inet'),
	('ftf_config_history', 'ALTER TABLE ftf_config_history DISABLE TRIGGER ALL;
		ALTER TABLE ftf_config_history ALTER kind TYPE bigint USING 1;
		ALTER TABLE ftf_config_history ENABLE ALWAYS TRIGGER ftf_guard_row;
		ALTER TABLE ftf_config_history ENABLE ALWAYS TRIGGER ftf_guard_statement'),
	('ftf_parameter', 'ALTER TABLE ftf_parameter ALTER definition DROP NOT NULL;
		ALTER TABLE ftf_parameter DISABLE TRIGGER ALL;
		UPDATE ftf_parameter SET definition = NULL;
		ALTER TABLE ftf_parameter ENABLE ALWAYS TRIGGER ftf_guard_row;
		ALTER TABLE ftf_parameter ENABLE ALWAYS TRIGGER ftf_guard_statement'),
	('ftf_run', 'ALTER TABLE ftf_run ALTER xid TYPE text'),
	('ftf_run', 'ALTER TABLE ftf_run DROP COLUMN xid'),
	('ftf_run', 'ALTER TABLE ftf_run ADD more text'),
	('ftf_run_env', 'ALTER TABLE ftf_run_env RENAME env_hash TO hash')) t(rel, how), pg_temp.changed(how) c;

SELECT ok(named LIKE '%' || rel || '%' OR verified LIKE 'tampered%' || rel || '%', 'it is named: ' || how)
FROM change;
SELECT isnt(verified, NULL, 'ftf_verify tells: ' || how) FROM change;
SELECT ok(set_state IN ('UF003', 'UF008'), format('functions refuse (%s): %s', set_state, how)) FROM change;

SELECT is_empty('SELECT * FROM ftf_verify()', 'undone, everything verifies');

SELECT * FROM finish();
ROLLBACK;
