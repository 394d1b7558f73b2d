-- A trigger that is not ours can make a change fail, never lose it or alter
-- what is stored; and it is named.  Rules don't matter to our own writes.
BEGIN;
CREATE EXTENSION ftf_config;
SET LOCAL client_min_messages = warning;
SELECT plan(51);

SELECT ftf_set('CVN_A', '1', 'first');
SELECT ftf_define('CVN_A', '{"type": "integer"}'::jsonb, 'first');

CREATE FUNCTION drops_row() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE FUNCTION alters_entry() RETURNS trigger LANGUAGE plpgsql AS
	'BEGIN NEW.reason := ''because''; RETURN NEW; END';
CREATE FUNCTION alters_store() RETURNS trigger LANGUAGE plpgsql AS
	'BEGIN NEW.base_env := jsonb_set(NEW.base_env, ''{CVN_A}'', ''"666"''); RETURN NEW; END';
CREATE FUNCTION alters_definition() RETURNS trigger LANGUAGE plpgsql AS
	'BEGIN NEW.definition := ''{}''; RETURN NEW; END';
CREATE FUNCTION alters_run() RETURNS trigger LANGUAGE plpgsql AS
	'BEGIN NEW.taken_by := ''someone''; RETURN NEW; END';
CREATE FUNCTION alters_env() RETURNS trigger LANGUAGE plpgsql AS
	'BEGIN NEW.base_env := ''{}''; RETURN NEW; END';
CREATE FUNCTION looks_on() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';

CREATE FUNCTION pg_temp.contents() RETURNS text LANGUAGE sql AS $$
	SELECT (SELECT string_agg(t::text, '|') FROM public.ftf_config t)
		|| (SELECT string_agg(t::text, '|' ORDER BY entry_id) FROM public.ftf_config_history t)
		|| (SELECT string_agg(t::text, '|') FROM public.ftf_parameter t)
		|| (SELECT count(*) FROM public.ftf_run) || (SELECT count(*) FROM public.ftf_run_env)
$$;

-- What happens with the trigger in place: the SQLSTATE of the call or "done",
-- whether anything was stored, and what ftf_protection says.
CREATE FUNCTION pg_temp.with_trigger(definition text, call text,
	OUT state text, OUT stored bool, OUT named text) LANGUAGE plpgsql AS $$
DECLARE
	before text := pg_temp.contents();
BEGIN
	EXECUTE 'CREATE TRIGGER ' || definition;
	named := (SELECT string_agg(object || ': ' || detail, ' ') FROM ftf_protection()
		WHERE guard = 'foreign objects' AND NOT holds);
	BEGIN
		EXECUTE call;
		state := 'done';
	EXCEPTION WHEN OTHERS THEN
		state := SQLSTATE;
	END;
	stored := pg_temp.contents() <> before;
	RAISE EXCEPTION 'undo' USING ERRCODE = 'UNDO1';
EXCEPTION WHEN SQLSTATE 'UNDO1' THEN
	RETURN;
END
$$;

-- before and after ours by name, on each table and kind of write
CREATE TEMP TABLE hooked AS
SELECT t.label, w.*
FROM (VALUES
	('drops the entry, before our trigger', 'a ON', 'ftf_config_history', 'drops_row'),
	('drops the entry, after our trigger', 'z ON', 'ftf_config_history', 'drops_row'),
	('alters the entry, before our trigger', 'a ON', 'ftf_config_history', 'alters_entry'),
	('alters the entry, after our trigger', 'z ON', 'ftf_config_history', 'alters_entry'),
	('drops the store''s row, before ours', 'a ON', 'ftf_config', 'drops_row'),
	('drops the store''s row, after ours', 'z ON', 'ftf_config', 'drops_row'),
	('alters the store''s row, before ours', 'a ON', 'ftf_config', 'alters_store'),
	('alters the store''s row, after ours', 'z ON', 'ftf_config', 'alters_store')) t(label, place, rel, function),
LATERAL pg_temp.with_trigger(format('%s BEFORE INSERT OR UPDATE %s %s FOR EACH ROW EXECUTE FUNCTION %s()',
		left(t.place, 1), substr(t.place, 3), t.rel, t.function),
	$$SELECT ftf_set('CVN_A', '2', 'with a foreign trigger')$$) w;

SELECT is(state, 'UF003', 'ftf_set fails: a trigger ' || label) FROM hooked;
SELECT ok(NOT stored, 'nothing is stored: a trigger ' || label) FROM hooked;
SELECT matches(named, '^ftf_config(_history)?: Trigger [az] is not part of ftf_config\.$', 'it is named: ' || label)
FROM hooked;

-- definitions, and their removal
SELECT is((state, stored)::text, '(UF003,f)', label)
FROM (VALUES
	('ftf_define fails where a trigger alters it', 'z BEFORE UPDATE', 'alters_definition',
		$$SELECT ftf_define('CVN_A', '{"type": "number"}'::jsonb, 'again')$$),
	('ftf_define fails where a trigger drops it', 'z BEFORE INSERT', 'drops_row',
		$$SELECT ftf_define('CVN_B', '{"type": "number"}'::jsonb, 'another')$$),
	('ftf_undefine fails where a trigger keeps it', 'z BEFORE DELETE', 'drops_row',
		$$SELECT ftf_undefine('CVN_A', 'away')$$),
	('ftf_undefine fails where a trigger comes first', 'a BEFORE DELETE', 'drops_row',
		$$SELECT ftf_undefine('CVN_A', 'away')$$)) t(label, event, function, call),
LATERAL pg_temp.with_trigger(format('%s ON ftf_parameter FOR EACH ROW EXECUTE FUNCTION %s()', event, function), call);

-- runs
SELECT is((state, stored)::text, '(UF003,f)', format('ftf_snapshot fails with %s on %s', function, rel))
FROM (VALUES ('ftf_run', 'drops_row'), ('ftf_run', 'alters_run'), ('ftf_run_env', 'drops_row'),
	('ftf_run_env', 'alters_env')) t(rel, function),
LATERAL pg_temp.with_trigger(format('z BEFORE INSERT ON %s FOR EACH ROW EXECUTE FUNCTION %s()', rel, function),
	$$SELECT ftf_snapshot('run 1')$$);

-- a trigger that only looks on: the change is made, or refused as it should
-- be, not lost and not ended by an internal error; and it is named
CREATE TEMP TABLE watched AS
SELECT * FROM pg_temp.with_trigger('z AFTER INSERT ON ftf_config_history FOR EACH ROW EXECUTE FUNCTION looks_on()',
	$$SELECT ftf_set('CVN_A', '2', 'with a foreign trigger')$$);
SELECT ok((state, stored) IN (('done', true), ('UF003', false)), 'an AFTER trigger: ' || state) FROM watched;
SELECT is(named, 'ftf_config_history: Trigger z is not part of ftf_config.', 'an AFTER trigger is named') FROM watched;

-- one that calls our own function is one too many, too
SELECT is((state, stored, named)::text, '(UF003,f,"ftf_run: Trigger z is not part of ftf_config.")', format('%s once more', function))
FROM (VALUES ('BEFORE INSERT ON ftf_run FOR EACH ROW', 'ftf_guard_row'),
	('AFTER INSERT ON ftf_run FOR EACH STATEMENT', 'ftf_guard_statement')) t(event, function),
LATERAL pg_temp.with_trigger(format('z %s EXECUTE FUNCTION %s()', event, function), $$SELECT ftf_snapshot('run 1')$$);

-- nor is one that takes the place of a guard which no write of ours fires
SELECT is((state, stored)::text, '(UF003,f)', format('%s in the place of a guard', function))
FROM unnest(ARRAY['drops_row', 'alters_entry']) function,
LATERAL pg_temp.with_trigger(format('z BEFORE INSERT ON ftf_config_history FOR EACH ROW EXECUTE FUNCTION %s();
	DROP TRIGGER ftf_guard_statement ON ftf_config_history', function), $$SELECT ftf_set('CVN_A', '2', 'with a foreign trigger')$$);

-- anywhere else it is told when to be called
CREATE TABLE bait (id int);
INSERT INTO bait VALUES (1);
SELECT is(state, '39P01', event)
FROM unnest(ARRAY['BEFORE UPDATE ON bait FOR EACH STATEMENT', 'AFTER UPDATE ON bait FOR EACH ROW']) event,
LATERAL pg_temp.with_trigger(format('a %s EXECUTE FUNCTION ftf_guard_row()', event), 'UPDATE bait SET id = 2');

-- What we let in is a row of one table, by one kind of write: nothing else gets in
-- in its place, where ours is not looked at.
CREATE TABLE parent (LIKE ftf_run);
ALTER TABLE ftf_run INHERIT parent;
CREATE TABLE parent_of_store (id int NOT NULL);
ALTER TABLE ftf_config INHERIT parent_of_store;
SELECT ftf_snapshot('run 0') \gset
CREATE FUNCTION forges_run() RETURNS trigger LANGUAGE plpgsql AS
	'BEGIN UPDATE parent SET taken_by = ''someone''; RETURN NEW; END';
CREATE FUNCTION empties_store() RETURNS trigger LANGUAGE plpgsql AS
	'BEGIN DELETE FROM parent_of_store; RETURN NEW; END';
SELECT is((state, stored)::text, '(UF003,f)', label)
FROM (VALUES ('an update of a run with the store''s permission', 'forges_run', ''),
	('a removal of the store''s row with the permission to update it', 'empties_store',
		'; DROP TRIGGER ftf_guard_statement ON ftf_config; CREATE TRIGGER ftf_guard_row BEFORE DELETE ON ftf_config FOR EACH ROW EXECUTE FUNCTION ftf_guard_row()')) t(label, function, guard),
LATERAL pg_temp.with_trigger(format('a BEFORE UPDATE ON ftf_config FOR EACH ROW EXECUTE FUNCTION %s();
	DROP TRIGGER ftf_guard_row ON ftf_config%s', function, guard), $$SELECT ftf_set('CVN_A', '2', 'with a foreign trigger')$$);
ALTER TABLE ftf_run NO INHERIT parent;
ALTER TABLE ftf_config NO INHERIT parent_of_store;

-- ftf_verify names it too
CREATE TRIGGER z BEFORE INSERT ON ftf_config_history FOR EACH ROW EXECUTE FUNCTION drops_row();
SELECT results_eq('SELECT finding, part, object, detail FROM ftf_verify()',
	$$VALUES ('unprotected', 'guard', 'ftf_config_history', 'Trigger z is not part of ftf_config.')$$,
	'ftf_verify names a foreign trigger');
DROP TRIGGER z ON ftf_config_history;

-- rules: our writes are no statements
CREATE RULE swallow AS ON INSERT TO ftf_config_history DO INSTEAD NOTHING;
CREATE RULE swallow AS ON UPDATE TO ftf_config DO INSTEAD NOTHING;
SELECT is(ftf_set('CVN_A', '3', 'with rules'), 3::bigint, 'rules do not keep a change from being stored');
SELECT is((SELECT new_value FROM ftf_config_history ORDER BY entry_id DESC LIMIT 1), '3', 'its entry is there');
SELECT is(ftf_get('CVN_A'), '3', 'its value is there');
SELECT results_eq($$SELECT object, detail FROM ftf_protection() WHERE guard = 'foreign objects' AND NOT holds ORDER BY 1$$,
	$$VALUES ('ftf_config', 'A rule rewrites statements on it.'),
		('ftf_config_history', 'A rule rewrites statements on it.')$$, 'ftf_protection names the rules');
SELECT results_eq('SELECT finding, object FROM ftf_verify() ORDER BY 2',
	$$VALUES ('unprotected', 'ftf_config'), ('unprotected', 'ftf_config_history')$$, 'ftf_verify names the rules');
DROP RULE swallow ON ftf_config_history;
DROP RULE swallow ON ftf_config;

SELECT is_empty('SELECT * FROM ftf_verify()', 'without them all is well again');
SELECT is_empty($$SELECT * FROM ftf_protection() WHERE guard = 'foreign objects' AND NOT holds$$,
	'and nothing is named');
SELECT is(ftf_set('CVN_A', '4', 'without foreign triggers'), 4::bigint, 'changes work again');

SELECT * FROM finish();
ROLLBACK;
