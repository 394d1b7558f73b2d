-- A table of results that refers to ftf_run by a foreign key is ordinary use:
-- it stops no pipeline and is no breach.
BEGIN;
CREATE EXTENSION ftf_config;
SET LOCAL client_min_messages = warning;
SELECT plan(8);

SELECT ftf_set('CVN_A', '1', 'first');
CREATE TABLE result (run_id text REFERENCES ftf_run, score numeric);
CREATE TABLE result_cascading (run_id text REFERENCES ftf_run ON DELETE CASCADE ON UPDATE CASCADE, score numeric);
SELECT is(ftf_snapshot('run 1'), '{"CVN_A": "1"}'::jsonb, 'runs still get their snapshot');
SELECT lives_ok($$INSERT INTO result VALUES ('run 1', 0.5)$$, 'a result of a run is taken');
SELECT throws_ok($$INSERT INTO result VALUES ('run 2', 0.5)$$, '23503', NULL, 'one of no run is not');
SELECT is_empty($$SELECT * FROM ftf_verify()$$, 'ftf_verify finds nothing wrong with it');
SELECT is_empty($$SELECT * FROM ftf_protection() WHERE guard = 'foreign objects' AND NOT holds$$, 'nor does ftf_protection');
SELECT throws_ok('DELETE FROM ftf_run', 'UF003', NULL, 'runs are guarded as before');
SELECT lives_ok('DROP TABLE result, result_cascading', 'the table can go');
SELECT is(ftf_set('CVN_A', '2', 'second'), 2::bigint, 'and changes go on');

SELECT * FROM finish();
ROLLBACK;
