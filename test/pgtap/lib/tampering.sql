-- A store with five revisions and three runs, and a superuser who tampers
-- with it.  \ir'd by tests after CREATE EXTENSION.

SET LOCAL client_min_messages = warning;
DO $$
BEGIN
	PERFORM ftf_set('CVN_A', '1', 'first');									-- entries 1 (genesis) and 2
	PERFORM ftf_apply('{"CVN_A": "2", "CVN_B": "b"}'::jsonb, 'second');		-- 3, 4
	PERFORM ftf_define('CVN_A', '{"type": "integer"}'::jsonb, 'third');		-- 5
	PERFORM ftf_snapshot('run 3');
	PERFORM ftf_snapshot('run 3 too', '{"CVN_A": "7"}'::jsonb);
	PERFORM ftf_unset('CVN_B', 'fourth');									-- 6
	PERFORM ftf_govern('{CVN_,SIM_}', 'fifth');								-- 7
	PERFORM ftf_snapshot('run 5');
END
$$;

-- Do it with the guards off, which are on again when it is done.
CREATE FUNCTION pg_temp.tamper(sql text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	rels text[] := ARRAY['ftf_config', 'ftf_config_history', 'ftf_parameter', 'ftf_run', 'ftf_run_env', 'ftf_installation'];
	rel text;
BEGIN
	FOREACH rel IN ARRAY rels LOOP
		EXECUTE format('ALTER TABLE %I DISABLE TRIGGER ALL', rel);
	END LOOP;
	EXECUTE sql;
	FOREACH rel IN ARRAY rels LOOP
		EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER ftf_guard_row', rel);
		EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER ftf_guard_statement', rel);
	END LOOP;
END
$$;

-- What the query says after tampering, which is then undone; the SQLSTATE if
-- there is an error.
CREATE FUNCTION pg_temp.told(tampering text, query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	got text;
BEGIN
	PERFORM pg_temp.tamper(tampering);
	EXECUTE query INTO got;
	RAISE EXCEPTION 'undo' USING ERRCODE = 'UNDO1';
EXCEPTION
	WHEN SQLSTATE 'UNDO1' THEN
		RETURN got;
	WHEN OTHERS THEN
		RETURN SQLSTATE || ': ' || SQLERRM;
END
$$;

-- The findings: "PART OBJECT" of what is tampered, "FINDING PART OBJECT" of all
-- else; "nothing" if there is none.
CREATE FUNCTION pg_temp.found(tampering text, anchor text DEFAULT NULL) RETURNS text LANGUAGE sql AS $$
	SELECT COALESCE(pg_temp.told(tampering, format($q$
		SELECT string_agg(ltrim(replace(format('%%s %%s %%s', finding, part, object), 'tampered', '')), '; ')
		FROM ftf_verify(%L)$q$, anchor)), 'nothing')
$$;

-- The SQLSTATE of a call after tampering, or "done"; both are undone.
CREATE FUNCTION pg_temp.outcome(tampering text, call text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	PERFORM pg_temp.tamper(tampering);
	EXECUTE call;
	RAISE EXCEPTION 'undo' USING ERRCODE = 'UNDO1';
EXCEPTION
	WHEN SQLSTATE 'UNDO1' THEN
		RETURN 'done';
	WHEN OTHERS THEN
		RETURN SQLSTATE;
END
$$;

-- What the whole history is when each entry is hashed again, as one who knows
-- the format can do.  Needs lib/ledger.sql.
CREATE FUNCTION pg_temp.rehash() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	e ftf_config_history;
	link bytea := decode(repeat('00', 32), 'hex');
BEGIN
	FOR e IN SELECT * FROM ftf_config_history ORDER BY entry_id LOOP
		e.prev_hash := link;
		link := sha256(pg_temp.entry_bytes(e));
		UPDATE ftf_config_history SET prev_hash = e.prev_hash, hash = link WHERE entry_id = e.entry_id;
	END LOOP;
	UPDATE ftf_config SET head = link;
	UPDATE ftf_run_env r SET env_hash = pg_temp.env_hash(base_env);
	UPDATE ftf_run r SET
		head = (SELECT hash FROM ftf_config_history h WHERE h.revision = r.revision ORDER BY entry_id DESC LIMIT 1),
		env_hash = (SELECT s.env_hash FROM ftf_run_env s WHERE s.revision = r.revision LIMIT 1);
	UPDATE ftf_run r SET hash = pg_temp.run_hash(r);
END
$$;
