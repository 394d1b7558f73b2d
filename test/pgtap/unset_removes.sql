-- ftf_unset takes a parameter out of base_env and keeps its history.
BEGIN;
CREATE EXTENSION ftf_config;
SELECT plan(14);
\ir lib/caught.sql

SELECT is(ftf_apply('{"CVN_A": "1", "CVN_ATR_PERIOD": "14"}', 'baseline'), 1::bigint, 'a baseline');
SELECT is(ftf_unset(key => 'CVN_A', reason => 'nobody reads it'), 2::bigint, 'removing makes a revision');
SELECT is(ftf_env(), '{"CVN_ATR_PERIOD": "14"}'::jsonb, 'the key is gone');
SELECT throws_ok($$SELECT ftf_get('CVN_A')$$, 'UF001', '1 parameter is missing: CVN_A', 'it can''t be read');
SELECT results_eq(
	'SELECT kind, key COLLATE "default", old_value, new_value, reason FROM ftf_config_history WHERE revision = 2',
	$$VALUES ('unset', 'CVN_A', '1', NULL::text, 'nobody reads it')$$, 'the history keeps what it was');
SELECT is(ftf_env_at(1) ->> 'CVN_A', '1', 'so does revision 1');

SELECT is((pg_temp.caught($$SELECT ftf_unset('CVN_A', 'again')$$)).state, 'UF001', 'what is not there is not removed');
SELECT is((pg_temp.caught($$SELECT ftf_unset('CVN_ATR_PERIODS', 'typo')$$)).hint,
	'Did you mean CVN_ATR_PERIOD instead of CVN_ATR_PERIODS?', 'a typo is pointed out');
SELECT throws_ok($$SELECT ftf_unset('', 'x')$$, 'UF001', NULL, 'nor is an empty key');
SELECT throws_ok($$SELECT ftf_unset(NULL, 'x')$$, 'UF005', 'key is null', 'nor a null one');
SELECT throws_ok($$SELECT ftf_unset('CVN_ATR_PERIOD', NULL)$$, 'UF004', NULL, 'not without a reason');
SELECT throws_ok($$SELECT ftf_unset('CVN_ATR_PERIOD', 'x', 0)$$, 'UF002', NULL, 'not if it changed since if_revision');

SELECT is(ftf_set('CVN_A', '2', 'needed after all'), 3::bigint, 'it can be set again');
SELECT results_eq('SELECT kind, old_value, new_value FROM ftf_config_history WHERE revision = 3',
	$$VALUES ('set', NULL::text, '2')$$, 'as from nothing');

SELECT * FROM finish();
ROLLBACK;
