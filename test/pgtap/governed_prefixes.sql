-- ftf_govern says which prefixes are the store's, in the history like a change.
BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION ftf_config;
SELECT plan(48);
\ir lib/caught.sql

SELECT throws_ok($$SELECT ftf_set('SIM_A', '1', 'why')$$, 'UF005', 'key "SIM_A" has no governed prefix',
	'CVN_ is governed, SIM_ is not');
SELECT is(ftf_govern(ARRAY['CVN_'], 'as it is'), 0::bigint, 'the prefixes of an empty store stay as they are');
SELECT is(ftf_govern(prefixes => ARRAY['CVN_', 'SIM_'], reason => 'the simulator'), 1::bigint,
	'governing makes a revision');
SELECT results_eq('SELECT entry_id, kind, key COLLATE "default", old_value, new_value, reason FROM ftf_config_history ORDER BY 1',
	$$VALUES (1::bigint, 'genesis', NULL, NULL, '["CVN_"]', 'the simulator'), (2, 'govern', NULL, '["CVN_"]', '["CVN_", "SIM_"]', 'the simulator')$$,
	'and an entry');
SELECT is(governed_prefixes, ARRAY['CVN_', 'SIM_'], 'the row has them') FROM ftf_config;
SELECT is(ftf_set('SIM_A', '1', 'why'), 2::bigint, 'keys with the new prefix come in');
SELECT is(ftf_set('CVN_A', '1', 'why'), 3::bigint, 'beside the old');
SELECT throws_ok($$SELECT ftf_set('SIM_', '1', 'why')$$, 'UF005', NULL, 'a prefix alone is no key');
SELECT is(ftf_govern(ARRAY['CVN_', 'SIM_'], 'again'), 3::bigint, 'the same list changes nothing');

SELECT is(e.state || e.message, 'UF0051 key would lose its prefix: SIM_A', 'a prefix in use stays')
	FROM pg_temp.caught($$SELECT ftf_govern(ARRAY['CVN_'], 'why')$$) e;
SELECT is(ftf_define('SIM_B', '{"type": "integer"}', 'why'), 4::bigint, 'a definition without a value');
SELECT is(e.message, '2 keys would lose their prefix: SIM_A, SIM_B', 'needs its prefix too')
	FROM pg_temp.caught($$SELECT ftf_govern(ARRAY['CVN_'], 'why')$$) e;
SELECT is(ftf_unset('SIM_A', 'why'), 5::bigint, 'without the value');
SELECT throws_ok($$SELECT ftf_govern(ARRAY['CVN_'], 'why')$$, 'UF005', NULL, 'the definition still needs it');
SELECT is(ftf_undefine('SIM_B', 'why'), 6::bigint, 'without the definition');
SELECT is(ftf_govern(ARRAY['CVN_'], 'why'), 7::bigint, 'the prefix can go');
SELECT throws_ok($$SELECT ftf_set('SIM_A', '1', 'why')$$, 'UF005', NULL, 'and is not governed');
SELECT throws_ok($$SELECT ftf_revert(2, 'why')$$, 'UF005', 'key "SIM_A" has no governed prefix',
	'a revert does not bring back its keys');
SELECT is(ftf_get('CVN_A'), '1', 'nor changes others');
SELECT is(ftf_env_at(4) ->> 'SIM_A', '1', 'the past is what it was');

SELECT throws_ok($$SELECT ftf_govern(ARRAY['CVN_A'], 'why')$$, 'UF005', NULL, 'a key is longer than its prefix');
SELECT is(ftf_set('CVN_AB', '1', 'why'), 8::bigint, 'a longer key');
SELECT is(ftf_unset('CVN_A', 'why'), 9::bigint, 'alone');
SELECT is(ftf_govern(ARRAY['_', 'CVN_A', 'CVN_AB_'], 'narrower'), 10::bigint,
	'prefixes are any start of a name, and may overlap');
SELECT is(ftf_set('CVN_AC', '1', 'why'), 11::bigint, 'which is all that counts');
SELECT throws_ok($$SELECT ftf_set('CVN_B', '1', 'why')$$, 'UF005', NULL, 'others are out');
SELECT is(ftf_govern('[5:6]={CVN_,SIM_}', 'odd bounds'), 12::bigint, 'an array''s lower bound does not matter');
SELECT is(governed_prefixes::text, '{CVN_,SIM_}', 'nor is it kept') FROM ftf_config;

SELECT is(e.state, 'UF005', 'refused: ' || coalesce(prefixes::text, 'null'))
FROM (VALUES (NULL::text[]), ('{}'), ('{CVN_,NULL}'), ('{NULL}'), ('{{CVN_},{SIM_}}'), ('{CVN_,CVN_}'), ('{CVN_,""}'),
	('{CVN_,sim_}'),
	('{CVN_," "}'), ('{CVN_,1SIM}'), ('{CVN_,SIM-}'), (ARRAY['CVN_', repeat('A', 128)]),
	(ARRAY['CVN_', repeat('A', 1048576)])) bad (prefixes),
	pg_temp.caught(format('SELECT ftf_govern(%L, %L)', prefixes, 'why')) e;
SELECT lives_ok($$SELECT ftf_govern(ARRAY['CVN_', repeat('A', 127)], 'why')$$, 'a prefix leaves room for a key');
SELECT lives_ok($$SELECT ftf_set(repeat('A', 128), '1', 'why')$$, 'of one more byte');
SELECT throws_ok($$SELECT ftf_govern(ARRAY['CVN_', 'SIM_', 'CVN_'], 'why')$$, 'UF005', 'prefix "CVN_" is named twice',
	'a prefix is named once');
SELECT throws_ok($$SELECT ftf_govern(ARRAY['CVN_'], NULL)$$, 'UF004', NULL, 'a reason is needed');

SELECT lives_ok($$SELECT ftf_govern(ARRAY['CVN_', 'SIM_', 'A'], 'why')$$, 'wider again');
SELECT ok(ftf_apply(jsonb_object_agg('SIM_' || n, 'x'), 'many') > 0, 'many keys') FROM generate_series(1, 2000) n;
SELECT matches(e.message, '^2000 keys would lose their prefix: (SIM_\d+, ){9}SIM_\d+ and 1990 more$', 'are not all named')
	FROM pg_temp.caught($$SELECT ftf_govern(ARRAY['CVN_', 'A'], 'why')$$) e;

SELECT * FROM finish();
ROLLBACK;
