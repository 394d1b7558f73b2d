-- The current parameters, definitions and prefixes must be what the history
-- leads to, and there must be a history where something was ever written.
BEGIN;
CREATE EXTENSION ftf_config;
\ir lib/ledger.sql
\ir lib/tampering.sql
SELECT plan(37);

SELECT is_empty('SELECT * FROM ftf_verify()', 'untouched, everything verifies');
CREATE TEMP TABLE before AS SELECT * FROM ftf_config;

SELECT is(pg_temp.found(sql), expected, label)
FROM (VALUES
('a value is swapped', 'replay ftf_config',
	$$UPDATE ftf_config SET base_env = '{"CVN_A": "666"}'$$),
('a value is swapped for one that is equal as a number', 'replay ftf_config',
	$$UPDATE ftf_config SET base_env = '{"CVN_A": "2.0"}'$$),
('a value becomes a number', 'store ftf_config',
	$$UPDATE ftf_config SET base_env = '{"CVN_A": 2}'$$),
('a parameter is added', 'replay ftf_config',
	$$UPDATE ftf_config SET base_env = base_env || '{"CVN_NEW": "1"}'$$),
('a parameter is removed', 'replay ftf_config',
	$$UPDATE ftf_config SET base_env = base_env - 'CVN_A'$$),
('base_env is a nested object', 'store ftf_config',
	$$UPDATE ftf_config SET base_env = '{"CVN_A": {"CVN_A": "2"}}'$$),
('base_env is an array', 'store ftf_config',
	$$UPDATE ftf_config SET base_env = '["CVN_A"]'$$),
('base_env is a string', 'store ftf_config',
	$$UPDATE ftf_config SET base_env = '"CVN_A"'$$),
('base_env is null', 'store ftf_config',
	$$ALTER TABLE ftf_config ALTER base_env DROP NOT NULL; UPDATE ftf_config SET base_env = NULL$$),
('prefixes are changed', 'replay ftf_config',
	$$UPDATE ftf_config SET governed_prefixes = '{CVN_,SIM_,X_}'$$),
('prefixes are in another order', 'replay ftf_config',
	$$UPDATE ftf_config SET governed_prefixes = '{SIM_,CVN_}'$$),
('there are no prefixes', 'store ftf_config',
	$$UPDATE ftf_config SET governed_prefixes = '{}'$$),
('prefixes are counted from 0', 'store ftf_config',
	$$UPDATE ftf_config SET governed_prefixes = '[0:1]={CVN_,SIM_}'$$),
('a prefix is null', 'store ftf_config',
	$$UPDATE ftf_config SET governed_prefixes = '{CVN_,NULL}'$$),
('the revision is changed', 'store ftf_config',
	$$UPDATE ftf_config SET revision = 4$$),
('the head is changed', 'store ftf_config',
	$$UPDATE ftf_config SET head = sha256(head)$$),
('the head is no hash', 'store ftf_config',
	$$UPDATE ftf_config SET head = ''$$),
('the time is changed', 'store ftf_config',
	$$UPDATE ftf_config SET updated_at = updated_at - interval '1 us'$$),
('there is no row', 'store ftf_config',
	$$DELETE FROM ftf_config$$),
('there is a second row', 'store ftf_config; replay ftf_config; store ftf_config',
	$$INSERT INTO ftf_config SELECT id, '{}', governed_prefixes, revision + 1, head, updated_at FROM ftf_config$$),
('the id is another', 'store ftf_config',
	$$ALTER TABLE ftf_config DROP CONSTRAINT ftf_config_id_check; UPDATE ftf_config SET id = 2$$),
('a definition is removed', 'definition CVN_A',
	$$DELETE FROM ftf_parameter$$),
('a definition is changed', 'definition CVN_A',
	$$UPDATE ftf_parameter SET definition = '{"type": "number"}'$$),
('a definition is added', 'definition CVN_C',
	$$INSERT INTO ftf_parameter (key, definition) VALUES ('CVN_C', '{}')$$),
('a definition is another key''s', 'definition CVN_B; definition CVN_A',
	$$UPDATE ftf_parameter SET key = 'CVN_B'$$),
('history is gone', 'run stored parameters of revision 3; run run "run 3"; run run "run 3 too"; run stored parameters of revision 5;'
	' run run "run 5"; store ftf_config; replay ftf_config; store ftf_config; store ftf_config_history;'
	' definition CVN_A',
	$$DELETE FROM ftf_config_history$$),
('everything is gone but the note that something was written', 'store ftf_config_history',
	$$TRUNCATE ftf_config, ftf_config_history, ftf_parameter, ftf_run, ftf_run_env$$)) t(label, expected, sql);

-- what can't be proved is not gone on with
SELECT is(pg_temp.outcome(sql, $$SELECT ftf_set('CVN_A', '9', 'goes on')$$), 'UF008', label)
FROM (VALUES
('no change on a head that is not the history''s', $$UPDATE ftf_config SET head = sha256(head)$$),
('no change on a revision that was before the history''s', $$UPDATE ftf_config SET revision = 4$$),
('no change on a revision that the history never had', $$UPDATE ftf_config SET revision = 6$$),
('no change without the store''s row', $$DELETE FROM ftf_config$$),
('no change where all history is gone', $$TRUNCATE ftf_config, ftf_config_history, ftf_parameter, ftf_run, ftf_run_env$$)) t(label, sql);

-- nor is it read, or kept
SELECT is(ftf_get('CVN_A'), '2', 'a value is read');
SELECT is(pg_temp.outcome($$UPDATE ftf_config SET base_env = '["CVN_A"]'$$, $$SELECT ftf_get('CVN_A')$$), 'UF008', 'not where base_env is an array');
SELECT is(ftf_get('CVN_A'), '2', 'undone, it is what it was');
SELECT is_empty('SELECT * FROM ftf_verify()', 'undone, everything verifies');

SELECT * FROM finish();
ROLLBACK;
