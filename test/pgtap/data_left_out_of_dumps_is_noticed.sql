-- pg_dump takes along what the extension has registered: where it no longer
-- has, a restored database would be empty.
BEGIN;
CREATE EXTENSION ftf_config;
SET LOCAL client_min_messages = warning;
SELECT plan(8);

SELECT ftf_set('CVN_A', '1', 'first') \gset

-- Do it, tell what is said about it, and undo it.
CREATE FUNCTION pg_temp.done(how text, OUT named text, OUT verified text) LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE how;
	named := (SELECT string_agg(format('%s %s: %s', guard, object, detail), ' ') FROM ftf_protection() WHERE NOT holds AND object <> 'server');
	verified := (SELECT string_agg(format('%s %s: %s', finding, object, detail), ' ') FROM ftf_verify());
	RAISE EXCEPTION 'undo' USING ERRCODE = 'UNDO1';
EXCEPTION WHEN SQLSTATE 'UNDO1' THEN
	RETURN;
END
$$;

SELECT is(d::text, format('("dump extension: %s","unprotected extension: %1$s")', fault), how)
FROM (VALUES
	('pg_dump leaves out the rows of ftf_config.', $$UPDATE pg_extension SET extconfig = NULL, extcondition = NULL WHERE extname = 'ftf_config'$$),
	('pg_dump leaves out the rows of ftf_config.', $$UPDATE pg_extension SET extconfig = '{}', extcondition = '{}' WHERE extname = 'ftf_config'$$),
	('pg_dump leaves out the rows of ftf_config_history.',
		$$UPDATE pg_extension SET extconfig = array_replace(extconfig, 'ftf_config_history'::regclass, 'pg_class'::regclass) WHERE extname = 'ftf_config'$$),
	('pg_dump leaves out rows of ftf_run.', $$UPDATE pg_extension SET extcondition[array_position(extconfig, 'ftf_run'::regclass::oid)] = 'WHERE false'
		WHERE extname = 'ftf_config'$$),
	('pg_dump takes along the rows of ftf_installation, which a dump must not hold.', $$UPDATE pg_extension SET extconfig = extconfig || 'ftf_installation'::regclass::oid,
		extcondition = extcondition || ''::text WHERE extname = 'ftf_config'$$),
	('Table ftf_run_env is not part of it.', 'ALTER EXTENSION ftf_config DROP TABLE ftf_run_env'),
	('View finetune_runs is not part of it.', 'ALTER EXTENSION ftf_config DROP VIEW finetune_runs')) t(fault, how), pg_temp.done(how) d;
SELECT is_empty('SELECT * FROM ftf_verify()', 'undone, everything verifies');

SELECT * FROM finish();
ROLLBACK;
