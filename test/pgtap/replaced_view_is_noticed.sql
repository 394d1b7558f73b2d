-- finetune_runs is what people read: a view that shows anything else than what
-- is stored, or that can be written, is named by ftf_protection and ftf_verify.
BEGIN;
CREATE SCHEMA store;
CREATE EXTENSION ftf_config SCHEMA store;
SET LOCAL search_path = store, tap;
SET LOCAL client_min_messages = warning;
SELECT plan(29);

SELECT ftf_set('CVN_A', '1', 'first'), ftf_snapshot('run 1') \gset
CREATE ROLE ftf_view_writer;

-- Do it, tell what is said about it, and undo it.
CREATE FUNCTION pg_temp.done(how text, OUT named text, OUT verified text) LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE how;
	named := (SELECT string_agg(guard || ' ' || object, ', ' ORDER BY guard, object) FROM ftf_protection() WHERE NOT holds AND object <> 'server');
	verified := (SELECT string_agg(finding || ' ' || object, ', ') FROM ftf_verify());
	RAISE EXCEPTION 'undo' USING ERRCODE = 'UNDO1';
EXCEPTION WHEN SQLSTATE 'UNDO1' THEN
	RETURN;
END
$$;

SELECT results_eq($$SELECT guard, holds FROM ftf_protection() WHERE object = 'finetune_runs' ORDER BY 1$$,
	$$VALUES ('foreign objects', true), ('privileges', true), ('rules', true), ('view', true)$$, 'the view has its lines');

SELECT ok(named = expected AND verified LIKE 'unprotected finetune_runs%', format('%s: %s', regexp_replace(how, '\s+', ' ', 'g'), d))
FROM (VALUES
	-- what it shows
	('view finetune_runs', $$CREATE OR REPLACE VIEW finetune_runs AS SELECT run_id, '{"CVN_A": "666"}'::jsonb AS base_env,
		overrides, revision, head, taken_at, taken_by, hash FROM ftf_run$$),
	('view finetune_runs', $$CREATE OR REPLACE VIEW finetune_runs AS SELECT r.run_id, (SELECT e.base_env FROM ftf_run_env e
		WHERE e.revision = r.revision AND e.env_hash = r.env_hash LIMIT 1) AS base_env,
		r.overrides, r.revision, r.head, r.taken_at, r.taken_by, r.hash FROM ftf_run r WHERE r.run_id <> 'run 1'$$),
	('view finetune_runs', $$CREATE OR REPLACE VIEW finetune_runs AS SELECT r.run_id, (SELECT e.base_env FROM ftf_run_env e
		WHERE e.revision = r.revision LIMIT 1) AS base_env,
		r.overrides, r.revision, r.head, r.taken_at, r.taken_by, r.hash FROM ftf_run r$$),
	('view finetune_runs', $$CREATE OR REPLACE VIEW finetune_runs AS SELECT r.run_id, (SELECT e.base_env FROM ftf_run_env e
		WHERE e.revision = r.revision AND e.env_hash = r.env_hash LIMIT 1) AS base_env,
		r.overrides, r.revision, r.head, r.taken_at, 'somebody' AS taken_by, r.hash FROM ftf_run r$$),
	('view finetune_runs', $$CREATE OR REPLACE VIEW finetune_runs AS SELECT r.run_id, (SELECT e.base_env FROM ftf_run_env e
		WHERE e.revision = r.revision AND e.env_hash = r.env_hash LIMIT 1) AS base_env,
		r.overrides, r.revision, r.head, r.taken_at, r.taken_by, r.hash, 1 AS more FROM ftf_run r$$),
	('view finetune_runs', $$CREATE SCHEMA other; CREATE TABLE other.ftf_run (LIKE ftf_run);
		CREATE OR REPLACE VIEW finetune_runs AS SELECT r.run_id, (SELECT e.base_env FROM ftf_run_env e
		WHERE e.revision = r.revision AND e.env_hash = r.env_hash LIMIT 1) AS base_env,
		r.overrides, r.revision, r.head, r.taken_at, r.taken_by, r.hash FROM other.ftf_run r$$),
	('view finetune_runs', $$CREATE SCHEMA other; CREATE FUNCTION other.same(bigint, bigint) RETURNS boolean LANGUAGE sql AS 'SELECT true';
		CREATE OPERATOR other.= (LEFTARG = bigint, RIGHTARG = bigint, FUNCTION = other.same);
		CREATE OR REPLACE VIEW finetune_runs AS SELECT r.run_id, (SELECT e.base_env FROM ftf_run_env e
		WHERE e.revision OPERATOR(other.=) r.revision AND e.env_hash = r.env_hash LIMIT 1) AS base_env,
		r.overrides, r.revision, r.head, r.taken_at, r.taken_by, r.hash FROM ftf_run r$$),
	('view finetune_runs', $$ALTER VIEW finetune_runs RENAME base_env TO x; ALTER VIEW finetune_runs RENAME overrides TO base_env;
		ALTER VIEW finetune_runs RENAME x TO overrides$$),
	('view finetune_runs', 'ALTER VIEW finetune_runs RENAME TO other'),
	('dump extension, view finetune_runs', 'ALTER VIEW finetune_runs RENAME TO other; CREATE TABLE finetune_runs AS TABLE other'),
	-- who may write it, and how
	('rules finetune_runs', 'DROP RULE ftf_guard_insert ON finetune_runs'),
	('rules finetune_runs', 'DROP RULE ftf_guard_update ON finetune_runs'),
	('rules finetune_runs', 'DROP RULE ftf_guard_delete ON finetune_runs'),
	('rules finetune_runs', 'CREATE OR REPLACE RULE ftf_guard_update AS ON UPDATE TO finetune_runs DO INSTEAD NOTHING'),
	('rules finetune_runs', 'CREATE OR REPLACE RULE ftf_guard_delete AS ON DELETE TO finetune_runs WHERE old.revision > 1 DO INSTEAD DELETE FROM ftf_run WHERE false'),
	('rules finetune_runs', 'CREATE TABLE heap (run_id text); CREATE OR REPLACE RULE ftf_guard_insert AS ON INSERT TO finetune_runs
		DO INSTEAD INSERT INTO heap VALUES (new.run_id)'),
	('rules finetune_runs', 'CREATE RULE more AS ON INSERT TO finetune_runs DO ALSO NOTIFY x'),
	('rules finetune_runs', 'CREATE OR REPLACE RULE ftf_guard_insert AS ON INSERT TO finetune_runs DO ALSO INSERT INTO ftf_run DEFAULT VALUES'),
	('rules finetune_runs', 'CREATE OR REPLACE RULE ftf_guard_update AS ON UPDATE TO finetune_runs
		DO INSTEAD (UPDATE ftf_run SET run_id = run_id WHERE false; NOTIFY x)'),
	('rules finetune_runs', 'CREATE TABLE heap (run_id text); CREATE OR REPLACE RULE ftf_guard_update AS ON UPDATE TO finetune_runs
		DO INSTEAD WITH more AS (DELETE FROM heap) UPDATE ftf_run SET run_id = run_id WHERE false'),
	('rules finetune_runs', 'CREATE RULE more AS ON DELETE TO finetune_runs DO INSTEAD DELETE FROM ftf_run WHERE false'),
	('foreign objects finetune_runs', 'CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS ''BEGIN RETURN NEW; END'';
		CREATE TRIGGER t INSTEAD OF UPDATE ON finetune_runs FOR EACH ROW EXECUTE FUNCTION f()'),
	('privileges finetune_runs', 'ALTER VIEW finetune_runs OWNER TO ftf_view_writer'),
	('privileges finetune_runs', 'GRANT INSERT, UPDATE ON finetune_runs TO PUBLIC'),
	('privileges finetune_runs', 'GRANT UPDATE (base_env) ON finetune_runs TO ftf_view_writer')) t(expected, how),
	pg_temp.done(how) d;

-- what makes no difference
SELECT is(d::text, '(,)', how)
FROM (VALUES
	('GRANT SELECT ON finetune_runs TO ftf_view_writer'),
	-- as pg_dump in an upgrade, which makes the view from its text
	(format('CREATE OR REPLACE VIEW finetune_runs AS %s', pg_get_viewdef('finetune_runs'::regclass)))) t(how), pg_temp.done(how) d;

SELECT is_empty('SELECT * FROM ftf_verify()', 'undone, everything verifies');

SELECT * FROM finish();
ROLLBACK;
