-- The baseline and its definitions load, fit each other, and are what the issue asks for.
BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION ftf_config;
SELECT plan(21);

\set baseline `cat test/data/ftf_baseline.json`
\set definitions `cat test/data/ftf_definitions.json`

SELECT is(ftf_apply(:'baseline', 'baseline'), 1::bigint, 'the baseline is one revision, and names no key twice');
SELECT is(ftf_env(), :'baseline'::jsonb, 'and is what it was');
SELECT cmp_ok(count(*), '>=', 120::bigint, 'it has at least 120 parameters') FROM jsonb_object_keys(ftf_env());
SELECT is(count(*), (SELECT count(*) + 1 FROM jsonb_object_keys(ftf_env())), 'with an entry each')
	FROM ftf_config_history;
SELECT lives_ok(format('SELECT ftf_define(key, value, %L) FROM jsonb_each(%L)', 'baseline', :'definitions'),
	'the definitions fit the values');
SELECT is(count(*), 0::bigint, 'each parameter has a definition') FROM jsonb_object_keys(ftf_env()) key
	WHERE key NOT IN (SELECT key FROM ftf_parameter);
SELECT is(count(*), 0::bigint, 'and each definition a parameter') FROM ftf_parameter p WHERE NOT ftf_env() ? p.key;
SELECT is(count(*), 0::bigint, 'with a category and a description') FROM ftf_parameter
	WHERE coalesce(category, '') = '' OR coalesce(description, '') = '';
SELECT is(count(*), 0::bigint, 'bounds are given for every number') FROM ftf_parameter
	WHERE type IN ('integer', 'number') AND (minimum IS NULL OR maximum IS NULL);
SELECT is(count(*), 0::bigint, 'types are known') FROM ftf_parameter
	WHERE type NOT IN ('text', 'integer', 'number', 'boolean', 'choice');
SELECT is(count(DISTINCT type), 5::bigint, 'and all used') FROM ftf_parameter;
SELECT cmp_ok(count(DISTINCT category), '>=', 8::bigint, 'there are eight groups') FROM ftf_parameter;

SELECT is(ftf_get('CVN_ATR_PERIOD'), '14', 'the ATR''s period is 14');
SELECT cmp_ok(ftf_set('CVN_ATR_PERIOD', '21', 'ATR 14 whipsaws in chop'), '>', 1::bigint, 'it can be 21');
SELECT throws_ok($$SELECT ftf_set('CVN_ATR_PERIOD', 'twenty-one', 'why')$$, 'UF006', NULL, 'but no word');
SELECT throws_ok($$SELECT ftf_set('CVN_ATR_PERIOD', '100000', 'why')$$, 'UF006', NULL, 'nor out of bounds');
SELECT is(ftf_snapshot('run') ->> 'CVN_ATR_PERIOD', '21', 'a run gets it');
SELECT revision AS before FROM ftf_config \gset
SELECT is(ftf_revert(1, 'back'), :before + 1::bigint, 'it can be reverted');
SELECT is(ftf_env(), :'baseline'::jsonb, 'to the baseline');
SELECT results_eq($$SELECT key, value_a, value_b FROM ftf_run_diff('run', 'run')$$,
	$$SELECT ''::text, ''::text, ''::text WHERE false$$, 'the run is as it was');
SELECT is_empty($$SELECT * FROM ftf_verify() WHERE finding <> 'unprotected'$$, 'all of it verifies');

SELECT * FROM finish();
ROLLBACK;
