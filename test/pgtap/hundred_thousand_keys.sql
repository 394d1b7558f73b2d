-- A hundred thousand keys in one call are one revision, and nothing gets out of hand.
BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION ftf_config;
SELECT plan(22);
\ir lib/caught.sql
-- keys that differ in length and order, as JSONB sorts by length first
SELECT jsonb_object_agg('CVN_' || i || repeat('_', i % 7), 'value ' || i)::text AS changes
	FROM generate_series(1, 100000) i \gset

SELECT is(e.state || e.message, 'UF005value of "CVN_X" has leading white space', 'one bad value among them is found')
	FROM pg_temp.caught(format('SELECT ftf_apply(%L::jsonb || %L, %L)', :'changes', '{"CVN_X": " "}', 'why')) e;
SELECT is(e.state || e.message, 'UF005changes names "CVN_77776______" twice', 'one name twice too')
	FROM pg_temp.caught(format('SELECT ftf_apply(%L, %L)', rtrim(:'changes', '}') || ', "CVN_77776______": "again"}',
		'why')) e;
SELECT is(count(*), 0::bigint, 'and nothing is left') FROM ftf_config_history;

SELECT is(ftf_apply(:'changes', 'a hundred thousand'), 1::bigint, 'they make one revision');
SELECT is(count(*), 100001::bigint, 'with an entry each, and the genesis') FROM ftf_config_history;
SELECT is(max(entry_id), 100001::bigint, 'without a gap') FROM ftf_config_history;
SELECT ok(ftf_env() = :'changes'::jsonb, 'and are all there');
SELECT is(ftf_get('CVN_99999____'), 'value 99999', 'each is found');
SELECT is(count(*), 100000::bigint, 'each by its name') FROM generate_series(1, 100000) i
	WHERE ftf_get('CVN_' || i || repeat('_', i % 7)) = 'value ' || i;
SELECT is(ftf_apply(:'changes', 'again'), 1::bigint, 'the same again changes nothing');
SELECT is(ftf_set('CVN_5_____', 'other', 'one of them'), 2::bigint, 'one of them can change');
SELECT is(count(*), 1::bigint, 'which is the difference') FROM ftf_diff(1, 2);
SELECT ok(ftf_snapshot('run', '{"CVN_1_": "override"}') = :'changes'::jsonb
	|| '{"CVN_5_____": "other", "CVN_1_": "override"}', 'a run gets them');
SELECT is(ftf_require(ARRAY(SELECT jsonb_object_keys(ftf_env()))), 2::bigint, 'all can be required');
SELECT is(e.message, '1 parameter is missing: CVN_10000_X', 'a missing one is named') FROM
	pg_temp.caught($$SELECT ftf_require('{CVN_1_,CVN_10000_X}')$$) e;
SELECT matches(e.hint, '^Did you mean CVN_\d+_* instead of CVN_10000_X\?$', 'with a near spelling') FROM
	pg_temp.caught($$SELECT ftf_require('{CVN_1_,CVN_10000_X}')$$) e;

-- Looking for near spellings has an end, also for many typos: the last of 22,000 gets none.
SELECT is(e.state || substr(e.message, 1, 36) || e.hint, 'UF00122000 parameters are missing: CVN_1X'
		'Set it with ftf_set(key, value, reason), or correct the name where it is read.',
		'thousands of missing keys are told at once')
	FROM pg_temp.caught($$SELECT ftf_require(array_agg('CVN_' || i || repeat('X', CASE i WHEN 22000 THEN 1 ELSE 50 END)
		ORDER BY i))
		FROM generate_series(1, 22000) i$$) e;

SELECT is(ftf_revert(1, 'back'), 3::bigint, 'the one is reverted');
SELECT is(ftf_apply((SELECT jsonb_object_agg(key, NULL) FROM jsonb_object_keys(ftf_env()) key), 'all gone'), 4::bigint,
	'all are removed');
SELECT is(ftf_env(), '{}'::jsonb, 'to nothing');
SELECT is(ftf_revert(1, 'all back'), 5::bigint, 'and brought back');
SELECT ok(ftf_env() = :'changes'::jsonb, 'as they were');

SELECT * FROM finish();
ROLLBACK;
