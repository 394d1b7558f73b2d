-- Setting what is already there makes no revision and no entry, and says so.
BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION ftf_config;
SELECT plan(18);

SELECT is(ftf_apply('{}', 'nothing at all'), 0::bigint, 'an empty set of changes makes no first revision');
SELECT is(ftf_env(), '{}'::jsonb, 'and leaves the store empty');
SELECT is_empty('SELECT FROM ftf_config_history', 'without a genesis');
SELECT is_empty('SELECT FROM ftf_config', 'without a row');

SELECT is(ftf_apply('{"CVN_A": "1", "CVN_B": "1.0"}', 'baseline'), 1::bigint, 'a baseline');
SELECT ftf_head() AS head \gset
SELECT is(ftf_set('CVN_A', '1', 'again'), 1::bigint, 'ftf_set of the same value returns the current revision');
SELECT is(ftf_apply('{"CVN_A": "1", "CVN_B": "1.0"}', 'again'), 1::bigint, 'so does ftf_apply');
SELECT is(ftf_apply('{}', 'nothing'), 1::bigint, 'also of nothing');
SELECT is(ftf_revert(1, 'again'), 1::bigint, 'so does ftf_revert to now');
SELECT is(ftf_revert(1, 'again', 'CVN_A'), 1::bigint, 'and of one key');
SELECT is(ftf_head(), :'head', 'no entry was made');

SELECT is(ftf_apply('{"CVN_A": "1", "CVN_B": "2.0"}', 'half of it is new'), 2::bigint,
	'one new value makes a revision');
SELECT results_eq('SELECT key COLLATE "default" FROM ftf_config_history WHERE revision = 2', ARRAY['CVN_B'],
	'with an entry for that key only');
SELECT is(ftf_set('CVN_B', '2.00', 'more digits'), 3::bigint, 'an equal number written otherwise is another value');

SELECT throws_ok($$SELECT ftf_set('CVN_A', '1', ' ')$$, 'UF004', NULL, 'a reason is asked for all the same');
SELECT throws_ok($$SELECT ftf_set('CVN_A', '1', 'why', 99)$$, '22023', NULL, 'and if_revision is looked at');
SELECT is(ftf_get('CVN_A'), '1', 'the value is what it was');
COMMIT;

-- The notice goes to a client of its own, since SQL can't see it.
\setenv SAME_DB :DBNAME
\set notice `"${PSQL:-psql}" -XqAt -d "$SAME_DB" -c "SELECT ftf_set('CVN_A', '1', 'again')" 2>&1`
SELECT matches(:'notice'::text, E'^NOTICE:  nothing changed\nDETAIL:  .*revision 3\\.\n3$', 'the caller is told');

SELECT * FROM finish();
