-- ftf_set changes one parameter, and the history tells who, when and why.
BEGIN;
SET LOCAL DateStyle = ISO;
CREATE EXTENSION ftf_config;
SELECT plan(21);

SET LOCAL application_name = 'the console';
SELECT is(ftf_set('CVN_ATR_PERIOD', '14', 'baseline'), 1::bigint, 'the first change makes revision 1');
SELECT is(ftf_set('CVN_RSI_PERIOD', '14', 'baseline'), 2::bigint, 'the second makes revision 2');
SELECT clock_timestamp() AS before \gset
SELECT is(ftf_set(key => 'CVN_ATR_PERIOD', value => '21', reason => 'ATR 14 whipsaws in chop'), 3::bigint,
	'arguments are named as documented');

SELECT is(ftf_get('CVN_ATR_PERIOD'), '21', 'the new value is read');
SELECT is(ftf_get('CVN_RSI_PERIOD'), '14', 'another key keeps its value');
SELECT is(ftf_env(), '{"CVN_ATR_PERIOD": "21", "CVN_RSI_PERIOD": "14"}'::jsonb, 'ftf_env holds both');

SELECT results_eq(
	$$SELECT id, base_env, governed_prefixes, revision, head, updated_at IS NOT NULL FROM ftf_config$$,
	$$SELECT 1, '{"CVN_ATR_PERIOD": "21", "CVN_RSI_PERIOD": "14"}'::jsonb, ARRAY['CVN_'], 3::bigint, hash, true
		FROM ftf_config_history WHERE entry_id = 4$$,
	'the one row holds the parameters, the revision and the last hash');
SELECT results_eq(
	$$SELECT entry_id, revision, kind, key COLLATE "default", old_value, new_value, reason FROM ftf_config_history ORDER BY entry_id$$,
	$$VALUES
		(1::bigint, 1::bigint, 'genesis', NULL, NULL, '["CVN_"]', 'baseline'),
		(2, 1, 'set', 'CVN_ATR_PERIOD', NULL, '14', 'baseline'),
		(3, 2, 'set', 'CVN_RSI_PERIOD', NULL, '14', 'baseline'),
		(4, 3, 'set', 'CVN_ATR_PERIOD', '14', '21', 'ATR 14 whipsaws in chop')$$,
	'each change is one entry, after the genesis');

SELECT is(operator, session_user::text, 'the operator is the role that logged in') FROM ftf_config_history
	WHERE entry_id = 4;
SELECT is(session_role, session_user::text, 'so is the session role') FROM ftf_config_history WHERE entry_id = 4;
SELECT is(application_name, 'the console', 'the application is noted') FROM ftf_config_history WHERE entry_id = 4;
SELECT is(client_addr, inet_client_addr(), 'the client''s address is noted') FROM ftf_config_history WHERE entry_id = 4;
SELECT is(xid, pg_current_xact_id(), 'the transaction is noted') FROM ftf_config_history WHERE entry_id = 4;
SELECT cmp_ok(changed_at, '>=', :'before'::timestamptz, 'the time is the wall clock''s, not the transaction''s')
	FROM ftf_config_history WHERE entry_id = 4;
SELECT cmp_ok(changed_at, '<=', clock_timestamp(), 'and not ahead of it') FROM ftf_config_history WHERE entry_id = 4;
SELECT is(prev_hash, decode(repeat('00', 32), 'hex'), 'the genesis links to nothing') FROM ftf_config_history
	WHERE entry_id = 1;
SELECT is(array_agg(h.prev_hash ORDER BY h.entry_id), array_agg(p.hash ORDER BY h.entry_id),
	'each entry links to the one before')
	FROM ftf_config_history h JOIN ftf_config_history p ON p.entry_id = h.entry_id - 1;
SELECT is(count(DISTINCT chain_id), 1::bigint, 'all entries are of one chain') FROM ftf_config_history;
SELECT is(hash, sha256(ftf_entry_bytes(entry_id)), 'a hash is the SHA-256 of the entry''s bytes')
	FROM ftf_config_history WHERE entry_id = 4;

SELECT is(ftf_set('CVN_ATR_PERIOD', '', 'off'), 4::bigint, 'the empty string is a value');
SELECT is(ftf_get('CVN_ATR_PERIOD'), '', 'and is read as such');

SELECT * FROM finish();
ROLLBACK;
