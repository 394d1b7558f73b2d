-- The file that DBAs run in production passes on a store with data, in a
-- schema that search_path does not have.  Its ten lines are this file's.
\o /dev/null
SET client_min_messages = warning;
CREATE SCHEMA store;
CREATE EXTENSION ftf_config SCHEMA store;
SELECT store.ftf_apply('{"CVN_ATR_PERIOD": "14", "CVN_RSI_PERIOD": "10", "CVN_NAME": "é 😀"}'::jsonb, 'baseline'),
	store.ftf_define('CVN_ATR_PERIOD', '{"type": "integer", "minimum": 2}'::jsonb, 'described'),
	store.ftf_set('CVN_ATR_PERIOD', '21', 'tuned'),
	store.ftf_unset('CVN_RSI_PERIOD', 'unused'),
	store.ftf_govern('{SIM_,CVN_}', 'simulator'),
	store.ftf_undefine('CVN_ATR_PERIOD', 'not needed');
SELECT store.ftf_snapshot('run 1'), store.ftf_snapshot('run 2', '{"CVN_ATR_PERIOD": "7"}'::jsonb);
SELECT store.ftf_revert(1, 'back');
SELECT store.ftf_head() AS anchor \gset
\o
\ir ../../sql/ftf_config_invariants.sql
