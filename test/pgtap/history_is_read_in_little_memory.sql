-- Looking back takes memory for the keys that changed, not for all changes of
-- them.
BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION ftf_config;
SELECT plan(8);

CREATE FUNCTION pg_temp.used() RETURNS bigint LANGUAGE sql VOLATILE AS
	'SELECT sum(used_bytes)::bigint FROM pg_backend_memory_contexts';
-- 20 keys, 500 times each, with a reason that is not short
SELECT count(ftf_apply((SELECT jsonb_object_agg('CVN_K' || k, (k + i)::text) FROM generate_series(1, 20) k),
	repeat('tuning step ', 100) || i)) AS applied FROM generate_series(1, 500) i \gset

-- columns are computed from left to right; what a function leaves stays until the row is done
SELECT pg_temp.used() AS before, ftf_env_at(1) AS env, pg_temp.used() AS after \gset
SELECT is(:'env'::jsonb ->> 'CVN_K20', '21', 'the first state is found');
SELECT cmp_ok((:after - :before)::bigint, '<', 1000000::bigint, 'in little memory');
SELECT pg_temp.used() AS before, ftf_diff(1, 500) AS difference, pg_temp.used() AS after LIMIT 1 \gset
SELECT matches(:'difference'::text, '^\(CVN_K1,2,501,500,', 'so is a difference');
SELECT cmp_ok((:after - :before)::bigint, '<', 1000000::bigint, 'in little memory');

-- keys with long values, which nobody changed since
SELECT ftf_apply((SELECT jsonb_object_agg('CVN_V' || k, repeat('x', 20000)) FROM generate_series(1, 500) k), 'long') AS applied \gset
SELECT ftf_set('CVN_K1', 'x', 'another') AS set \gset
SELECT pg_temp.used() AS before, ftf_apply((SELECT jsonb_object_agg('CVN_V' || k, 'short') FROM generate_series(1, 500) k), 'short', 501) AS applied,
	pg_temp.used() AS after \gset
SELECT is(:applied, 503, 'no conflict is found');
SELECT cmp_ok((:after - :before)::bigint, '<', 15000000::bigint, 'in that of the 10 MB that the parameters have');

-- 20,000 keys in one revision
SELECT ftf_apply((SELECT jsonb_object_agg('CVN_L' || k, k::text) FROM generate_series(1, 20000) k), 'many') AS applied \gset
SELECT pg_temp.used() AS before, ftf_diff(503, 504) AS difference, pg_temp.used() AS after LIMIT 1 \gset
SELECT matches(:'difference'::text, '^\(CVN_L1,,1,504,', 'many keys are in order');
SELECT cmp_ok((:after - :before)::bigint, '<', 20000 * 800::bigint, 'with some hundred bytes for each');

SELECT * FROM finish();
ROLLBACK;
