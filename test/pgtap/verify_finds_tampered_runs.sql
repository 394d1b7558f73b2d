-- A run's row and its stored parameters prove each other and the history.
BEGIN;
CREATE EXTENSION ftf_config;
\ir lib/ledger.sql
\ir lib/tampering.sql
SELECT plan(29);

SELECT is_empty('SELECT * FROM ftf_verify()', 'untouched, everything verifies');
SELECT is_empty('SELECT run_id FROM ftf_run r WHERE hash <> pg_temp.run_hash(r)', 'a run''s hash is that of the format in run.h');
SELECT is_empty('SELECT revision FROM ftf_run_env WHERE env_hash <> pg_temp.env_hash(base_env)',
	'parameters'' hash is that of the format in env.h');

SELECT is(pg_temp.found(sql), expected, label)
FROM (VALUES
('an override is changed', 'run run "run 3 too"',
	$$UPDATE ftf_run SET overrides = '{"CVN_A": "8"}' WHERE run_id = 'run 3 too'$$),
('an override is added', 'run run "run 3"',
	$$UPDATE ftf_run SET overrides = '{"CVN_A": "2"}' WHERE run_id = 'run 3'$$),
('overrides are no strings', 'run a run',
	$$UPDATE ftf_run SET overrides = '{"CVN_A": 7}' WHERE run_id = 'run 3 too'$$),
('a taker is changed', 'run run "run 3"',
	$$UPDATE ftf_run SET taken_by = 'somebody' WHERE run_id = 'run 3'$$),
('a time is changed', 'run run "run 3"',
	$$UPDATE ftf_run SET taken_at = taken_at + interval '1 us' WHERE run_id = 'run 3'$$),
('a transaction is changed', 'run run "run 3"',
	$$UPDATE ftf_run SET xid = '3' WHERE run_id = 'run 3'$$),
('a run gets another name', 'run run "run 4"',
	$$UPDATE ftf_run SET run_id = 'run 4' WHERE run_id = 'run 3'$$),
('a run''s hash is changed', 'run run "run 3"',
	$$UPDATE ftf_run SET hash = sha256(hash) WHERE run_id = 'run 3'$$),
('a hash is no hash', 'run a run',
	$$UPDATE ftf_run SET hash = '' WHERE run_id = 'run 3'$$),
('a taker is null', 'run a run',
	$$ALTER TABLE ftf_run ALTER taken_by DROP NOT NULL; UPDATE ftf_run SET taken_by = NULL WHERE run_id = 'run 3'$$),
('a run is moved to another revision, hashed again', 'run run "run 3"; run run "run 3"',
	$$UPDATE ftf_run SET revision = 4 WHERE run_id = 'run 3'; UPDATE ftf_run r SET hash = pg_temp.run_hash(r)$$),
('a run is moved to a revision that does not exist, hashed again', 'run run "run 3"; run run "run 3"',
	$$UPDATE ftf_run SET revision = 6 WHERE run_id = 'run 3'; UPDATE ftf_run r SET hash = pg_temp.run_hash(r)$$),
('the same before the first', 'run run "run 3"; run run "run 3"',
	$$UPDATE ftf_run SET revision = -1 WHERE run_id = 'run 3'; UPDATE ftf_run r SET hash = pg_temp.run_hash(r)$$),
('a run gets another head, hashed again', 'run run "run 3"',
	$$UPDATE ftf_run SET head = sha256(head) WHERE run_id = 'run 3'; UPDATE ftf_run r SET hash = pg_temp.run_hash(r)$$),
('stored parameters are changed', 'run stored parameters of revision 5',
	$$UPDATE ftf_run_env SET base_env = '{"CVN_A": "666"}' WHERE revision = 5$$),
('stored parameters are changed, hashed again', 'run stored parameters of revision 5; run run "run 5"',
	$$UPDATE ftf_run_env SET base_env = '{"CVN_A": "666"}' WHERE revision = 5;
	UPDATE ftf_run_env SET env_hash = pg_temp.env_hash(base_env)$$),
('stored parameters and run are changed, hashed again', 'run stored parameters of revision 5; run run "run 5"',
	$$UPDATE ftf_run_env SET base_env = '{"CVN_A": "666"}' WHERE revision = 5;
	UPDATE ftf_run_env SET env_hash = pg_temp.env_hash(base_env);
	UPDATE ftf_run r SET env_hash = (SELECT e.env_hash FROM ftf_run_env e WHERE e.revision = r.revision);
	UPDATE ftf_run r SET hash = pg_temp.run_hash(r)$$),
('stored parameters are deleted', 'run run "run 3"; run run "run 3 too"',
	$$DELETE FROM ftf_run_env WHERE revision = 3$$),
('stored parameters are no object', 'run stored parameters; run run "run 5"',
	$$UPDATE ftf_run_env SET base_env = '[]' WHERE revision = 5$$),
('stored parameters of a revision that does not exist', 'run stored parameters of revision 9',
	$$INSERT INTO ftf_run_env SELECT 9, env_hash, base_env FROM ftf_run_env WHERE revision = 5$$),
('stored twice is allowed: two runs raced', 'nothing',
	$$INSERT INTO ftf_run_env SELECT * FROM ftf_run_env WHERE revision = 5$$)) t(label, expected, sql);

-- such a run is not handed out again
SELECT is(pg_temp.outcome('SELECT', $$SELECT ftf_snapshot('run 5')$$), 'done', 'a retried run gets its snapshot');
SELECT is(pg_temp.outcome(sql, $$SELECT ftf_snapshot('run 5')$$), 'UF008', 'but not where ' || label)
FROM (VALUES ('its parameters are gone', 'DELETE FROM ftf_run_env WHERE revision = 5'),
	('they don''t fit their hash', $$UPDATE ftf_run_env SET base_env = '{"CVN_A": "666"}' WHERE revision = 5$$),
	('its own hash does not fit', $$UPDATE ftf_run SET taken_by = 'somebody' WHERE run_id = 'run 5'$$)) t(label, sql);

SELECT is_empty('SELECT * FROM ftf_verify()', 'undone, everything verifies');

SELECT * FROM finish();
ROLLBACK;
