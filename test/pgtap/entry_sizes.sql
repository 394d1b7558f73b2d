-- KEY=VALUE and its NUL fit into the 128 KiB that the kernel takes as one environment string.
BEGIN;
CREATE EXTENSION ftf_config;
SELECT plan(27);
\ir lib/caught.sql

-- 131072 less the key, "=" and NUL
SELECT lives_ok($$SELECT ftf_set('CVN_A', repeat('x', 131065), 'x')$$, 'the largest value of a short key');
SELECT is(ftf_get('CVN_A'), repeat('x', 131065), 'is read');
SELECT is(e.state || e.message, 'UF005value of "CVN_A" is too long', 'one byte more is refused')
	FROM pg_temp.caught($$SELECT ftf_set('CVN_A', repeat('x', 131066), 'x')$$) e;
SELECT matches(e.detail, '131071 bytes', 'telling the size')
	FROM pg_temp.caught($$SELECT ftf_set('CVN_A', repeat('x', 131066), 'x')$$) e;
SELECT lives_ok($$SELECT ftf_set('CVN_' || repeat('B', 124), repeat('x', 130942), 'x')$$,
	'the largest value of the longest key');
SELECT throws_ok($$SELECT ftf_set('CVN_' || repeat('B', 124), repeat('x', 130943), 'x')$$, 'UF005', NULL,
	'one byte more is refused');
SELECT lives_ok($$SELECT ftf_set('CVN_C', repeat('€', 43688) || 'x', 'x')$$,
	'bytes count, not characters: 131065 bytes');
SELECT throws_ok($$SELECT ftf_set('CVN_C', repeat('€', 43689), 'x')$$, 'UF005', NULL,
	'131067 bytes in 43689 characters are refused');

SELECT is(e.state || e.message, 'UF005value of "CVN_A" is too long', '1 MiB is refused by ftf_set')
	FROM pg_temp.caught($$SELECT ftf_set('CVN_A', repeat('x', 1048576), 'x')$$) e;
SELECT throws_ok($$SELECT ftf_apply(jsonb_build_object('CVN_A', repeat('x', 1048576)), 'x')$$, 'UF005',
	'value of "CVN_A" is too long', 'by ftf_apply');
SELECT throws_ok($$SELECT ftf_apply(json_build_object('CVN_A', repeat('x', 1048576))::text, 'x')$$, 'UF005',
	'value of "CVN_A" is too long', 'as text too');
SELECT throws_ok($$SELECT ftf_snapshot('run', jsonb_build_object('CVN_A', repeat('x', 1048576)))$$, 'UF005',
	'value of "CVN_A" is too long', 'by ftf_snapshot');
SELECT lives_ok($$SELECT ftf_snapshot('run', jsonb_build_object('CVN_A', repeat('y', 131065)))$$,
	'overrides have the same limit');
SELECT throws_ok($$SELECT ftf_define('CVN_A', jsonb_build_object('type', 'choice', 'choices', jsonb_build_array(repeat('x', 1048576))), 'x')$$,
	'UF005', NULL, 'so have choices');
SELECT throws_ok($$SELECT ftf_define('CVN_A', jsonb_build_object('description', repeat('x', 1048576)), 'x')$$,
	'UF005', 'description of "CVN_A" is too long', 'a description has one');
SELECT throws_ok($$SELECT ftf_define('CVN_A', jsonb_build_object('pattern', repeat('x', 1048576)), 'x')$$,
	'UF005', 'pattern of "CVN_A" is too long', 'a pattern has one');

SELECT lives_ok($$SELECT ftf_set('CVN_D', '1', repeat('x', 16384))$$, 'a reason has at most 16384 bytes');
SELECT throws_ok($$SELECT ftf_set('CVN_D', '2', repeat('x', 16385))$$, 'UF005', 'the reason is too long',
	'and not one more');
SELECT throws_ok($$SELECT ftf_set('CVN_D', '2', repeat(' ', 1048576))$$, 'UF004', NULL, '1 MiB of blanks is no reason');
SELECT lives_ok($$SELECT ftf_snapshot(repeat('r', 256))$$, 'a run_id has at most 256 bytes');
SELECT throws_ok($$SELECT ftf_snapshot(repeat('r', 257))$$, 'UF005', 'the run_id is too long', 'and not one more');
SELECT throws_ok($$SELECT ftf_act_as(repeat('o', 257))$$, 'UF005', 'the operator is too long', 'nor has an operator');
SELECT throws_ok($$SELECT ftf_get('CVN_' || repeat('A', 1048576))$$, 'UF001', NULL, 'a key of 1 MiB is missing');
SELECT throws_ok($$SELECT ftf_get(repeat(repeat('A', 1000000), 270))$$, 'UF001', NULL, 'so is one of 270 MB');
SELECT throws_ok($$SELECT ftf_define(repeat(repeat('A', 1000000), 270), '{}', 'x')$$, 'UF005', NULL, 'which has no definition');
SELECT throws_ok($$SELECT ftf_run_diff(repeat(repeat('A', 1000000), 270), 'run')$$, '22023', NULL, 'nor is it a run');
SELECT is(length(ftf_env_at(1) ->> 'CVN_A'), 131065, 'large values stay in the history');

SELECT * FROM finish();
ROLLBACK;
