-- Many prefixes for many keys take the memory of both, not of their product.
BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION ftf_config;
SELECT plan(4);

CREATE FUNCTION pg_temp.used() RETURNS bigint LANGUAGE sql VOLATILE AS
	'SELECT sum(used_bytes)::bigint FROM pg_backend_memory_contexts';
SELECT ftf_apply((SELECT jsonb_object_agg('CVN_K' || k, k::text) FROM generate_series(1, 2000) k), 'many') AS applied \gset
SELECT array_agg('P' || i || '_') || 'CVN_'::text AS prefixes FROM generate_series(1, 2000) i \gset

-- columns are computed from left to right; what a function leaves stays until the row is done
SELECT pg_temp.used() AS before, ftf_govern(:'prefixes', 'many') AS governed, pg_temp.used() AS after \gset
SELECT is(:governed, 2, 'they are governed');
SELECT cmp_ok((:after - :before)::bigint, '<', 5000000::bigint, 'in little memory');
SELECT is(ftf_set('P1999_A', '1', 'why'), 3::bigint, 'any of them lets keys in');
SELECT is_empty('SELECT * FROM ftf_verify()', 'all of it verifies');

SELECT * FROM finish();
ROLLBACK;
