-- A row stored twice, which a unique index that is not kept lets in, is found
-- also where it takes the place of another, so that their number is right.
BEGIN;
CREATE EXTENSION ftf_config;
\ir lib/tampering.sql
SELECT plan(9);

SELECT ftf_define('CVN_K1', '{"type": "integer", "minimum": 1}'::jsonb, 'sixth'),
	ftf_define('CVN_K2', '{"type": "number"}'::jsonb, 'seventh') \gset
SELECT is_empty('SELECT * FROM ftf_verify()', 'untouched, everything verifies');

-- With the index not kept meanwhile.
CREATE FUNCTION pg_temp.unindexed(index regclass, sql text) RETURNS text LANGUAGE sql AS $$
	SELECT format('UPDATE pg_index SET indisready = false WHERE indexrelid = %s; %s;
		UPDATE pg_index SET indisready = true WHERE indexrelid = %1$s', index::oid, sql)
$$;

SELECT is(pg_temp.found(pg_temp.unindexed(index, sql)), expected, label)
FROM (VALUES
('a definition is a copy of another', 'ftf_parameter_pkey', 'definition CVN_K1; definition CVN_K2',
	$$DELETE FROM ftf_parameter WHERE key = 'CVN_K2';
	INSERT INTO ftf_parameter (key, definition) SELECT key, definition FROM ftf_parameter WHERE key = 'CVN_K1'$$),
('a definition is there three times', 'ftf_parameter_pkey', 'definition CVN_K1; definition CVN_K1',
	$$INSERT INTO ftf_parameter (key, definition) SELECT key, definition FROM ftf_parameter, generate_series(1, 2) WHERE key = 'CVN_K1'$$),
('a key has a second, other definition', 'ftf_parameter_pkey', 'definition CVN_K1',
	$$INSERT INTO ftf_parameter (key, definition) VALUES ('CVN_K1', '{}')$$),
('a run is there twice', 'ftf_run_pkey', 'run run "run 3"',
	$$INSERT INTO ftf_run SELECT * FROM ftf_run WHERE run_id = 'run 3'$$),
('a run is a copy of another', 'ftf_run_pkey', 'run run "run 3"',
	$$DELETE FROM ftf_run WHERE run_id = 'run 3 too'; INSERT INTO ftf_run SELECT * FROM ftf_run WHERE run_id = 'run 3'$$),
('two runs are there twice, one three times', 'ftf_run_pkey', 'run run "run 3"; run run "run 5"',
	$$INSERT INTO ftf_run SELECT * FROM ftf_run WHERE run_id IN ('run 3', 'run 5');
	INSERT INTO ftf_run SELECT DISTINCT * FROM ftf_run WHERE run_id = 'run 5'$$)) t(label, index, expected, sql);

SELECT is(pg_temp.found($$UPDATE pg_index SET indisready = false WHERE indexrelid = 'ftf_run_pkey'::regclass$$),
	'unprotected guard ftf_run', 'an index that is not kept is named');
SELECT is_empty('SELECT * FROM ftf_verify()', 'undone, everything verifies');

SELECT * FROM finish();
ROLLBACK;
