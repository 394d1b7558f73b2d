-- ftf_revert goes back by going on: a new revision with the values of an old one.
BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION ftf_config;
SELECT plan(26);

SELECT is(ftf_apply('{"CVN_A": "1", "CVN_B": "1"}', 'one'), 1::bigint, 'revision 1');
SELECT is(ftf_apply('{"CVN_A": "2", "CVN_B": null, "CVN_C": "2"}', 'two'), 2::bigint, 'revision 2');
SELECT is(ftf_apply('{"CVN_A": "3", "CVN_D": "3"}', 'three'), 3::bigint, 'revision 3');
SELECT is(ftf_apply('{"CVN_D": null}', 'four'), 4::bigint, 'revision 4');

SELECT is(ftf_revert(to_revision => 1, reason => 'all of it was wrong'), 5::bigint, 'all keys make one new revision');
SELECT is(ftf_env(), '{"CVN_A": "1", "CVN_B": "1"}'::jsonb, 'which is what revision 1 was');
SELECT results_eq('SELECT kind, key COLLATE "default", old_value, new_value, reason FROM ftf_config_history WHERE revision = 5 ORDER BY key',
	$$VALUES ('set', 'CVN_A', '3', '1', 'all of it was wrong'), ('set', 'CVN_B', NULL, '1', 'all of it was wrong'),
		('unset', 'CVN_C', '2', NULL, 'all of it was wrong')$$,
		'with an entry for each key that differs, and no other');
SELECT is(ftf_env_at(4), '{"CVN_A": "3", "CVN_C": "2"}'::jsonb, 'what was reverted is still known');

SELECT is(ftf_revert(3, 'the revert was wrong'), 6::bigint, 'a revert can be reverted');
SELECT is(ftf_env(), ftf_env_at(3), 'to the very state');

SELECT is(ftf_revert(2, 'only this', 'CVN_A'), 7::bigint, 'one key can be reverted');
SELECT is(ftf_env(), '{"CVN_A": "2", "CVN_C": "2", "CVN_D": "3"}'::jsonb, 'and no other changes');
SELECT is(ftf_revert(to_revision => 2, reason => 'gone then', key => 'CVN_D'), 8::bigint,
	'a key that was not there yet');
SELECT is(ftf_env() ? 'CVN_D', false, 'is removed');
SELECT is(ftf_revert(1, 'there then', 'CVN_B'), 9::bigint, 'one that was removed since');
SELECT is(ftf_env() ->> 'CVN_B', '1', 'comes back');

SELECT is(ftf_revert(1, 'not there, never was then', 'CVN_D'), 9::bigint,
	'what is absent now and then is left as it is');
SELECT throws_ok($$SELECT ftf_revert(1, 'x', 'CVN_NEVER')$$, 'UF001', '1 parameter is missing: CVN_NEVER',
	'a key that never was is an error');
SELECT throws_ok($$SELECT ftf_revert(10, 'x')$$, '22023', 'revision 10 does not exist', 'so is a revision to come');
SELECT throws_ok($$SELECT ftf_revert(0, 'x')$$, '22023', 'revision 0 does not exist', 'and revision 0');
SELECT throws_ok($$SELECT ftf_revert(-1, 'x')$$, '22023', NULL, 'and one below');
SELECT throws_matching($$SELECT ftf_revert(NULL, 'x')$$, 'null', 'null is called null');
SELECT throws_ok($$SELECT ftf_revert(1, '')$$, 'UF004', NULL, 'a reason is needed');

SELECT ftf_define('CVN_A', '{"type": "integer", "minimum": 2}', 'bounds') AS defined \gset
SELECT throws_ok($$SELECT ftf_revert(1, 'x')$$, 'UF006', NULL,
	'an old value that breaks a later definition is refused');
SELECT throws_ok($$SELECT ftf_revert(1, 'x', 'CVN_A')$$, 'UF006', NULL, 'of one key too');
SELECT is(ftf_env(), ftf_env_at(9), 'and leaves everything as it was');

SELECT * FROM finish();
ROLLBACK;
