-- After any error nothing is left: no row, no right to write, no stale state.
BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION ftf_config;
SELECT plan(68);
\ir lib/caught.sql

CREATE TEMP TABLE bad (n serial, statement text, state text);
INSERT INTO bad (statement, state) VALUES
	($$SELECT ftf_set(NULL, '1', 'why')$$, 'UF005'), ($$SELECT ftf_set('CVN_A', NULL, 'why')$$, 'UF005'),
	($$SELECT ftf_set('CVN_A', '2', NULL)$$, 'UF004'),
	($$SELECT ftf_set('', '', '')$$, 'UF004'), ($$SELECT ftf_set(NULL, NULL, NULL, NULL)$$, 'UF005'),
	($$SELECT ftf_unset(NULL, NULL, NULL)$$, 'UF005'),
	($$SELECT ftf_apply(NULL::jsonb, NULL, NULL)$$, 'UF005'), ($$SELECT ftf_revert(NULL, NULL, NULL)$$, 'UF004'),
	($$SELECT ftf_define(NULL, NULL::jsonb, NULL)$$, 'UF005'),
	($$SELECT ftf_undefine(NULL, NULL)$$, 'UF005'), ($$SELECT ftf_govern(NULL, NULL)$$, 'UF005'),
	($$SELECT ftf_snapshot(NULL, NULL::jsonb, NULL)$$, 'UF005'),
	($$SELECT ftf_act_as(NULL)$$, 'UF004'), ($$SELECT ftf_act_as('  ')$$, 'UF004'),
	($$SELECT ftf_act_as(E'a\nb\x01')$$, 'UF005'),
	($$SELECT ftf_get(NULL)$$, 'UF005'), ($$SELECT ftf_require(NULL)$$, 'UF005'), ($$SELECT ftf_env_at(0)$$, '22023'),
	($$SELECT * FROM ftf_diff(0, 0)$$, '22023'), ($$SELECT * FROM ftf_run_diff(NULL, NULL)$$, 'UF005'),
	($$SELECT ftf_entry_bytes(0)$$, '22023'),
	($$SELECT ftf_set('CVN_A', '2', 'why', 99)$$, '22023'), ($$SELECT ftf_set('CVN_A', '2', 'why', 1)$$, 'UF002'),
	($$SELECT ftf_apply('{"CVN_A": "2", "CVN_B": "3", "CVN_": "4"}', 'why')$$, 'UF005'),
	($$SELECT ftf_apply('{"CVN_A": "2", "CVN_NONE": null}', 'why')$$, 'UF001'),
	($$SELECT ftf_apply('{"CVN_A": "2", "CVN_I": "x"}', 'why')$$, 'UF006'),
	($$SELECT ftf_define('CVN_I', '{"type": "boolean"}', 'why')$$, 'UF006'),
	($$SELECT ftf_snapshot('run', '{"CVN_A": "9"}')$$, 'UF007'),
	($$SELECT ftf_snapshot('new', '{"CVN_I": "x"}')$$, 'UF006'),
	($$SELECT ftf_apply(repeat('[', 200000), 'why')$$, '54001'),
	($$SELECT ftf_set('CVN_A', repeat('x', 1048576), 'why')$$, 'UF005'),
	($$SELECT ftf_set('CVN_A', '2', 'why') UNION ALL SELECT 1 / (random() * 0)::int$$, '22012'),
	($$SELECT ftf_set('CVN_A', '2', 'why'), 1 / (random() * 0)::int$$, '22012'),
	($$SELECT ftf_snapshot('new'), 1 / (random() * 0)::int$$, '22012');

-- On an empty store first, where the failed change would have been the first.
SELECT is(count(*), 0::bigint, 'on an empty store, each is refused')
	FROM (SELECT statement FROM bad WHERE state <> 'UF006') b, pg_temp.caught(b.statement) e WHERE e.state = '00000';
SELECT is_empty('SELECT FROM ' || t, 'and leaves no row in ' || t)
	FROM unnest(ARRAY['ftf_config', 'ftf_config_history', 'ftf_parameter', 'ftf_run', 'ftf_run_env',
		'ftf_installation']) t;

SELECT ftf_apply('{"CVN_A": "1", "CVN_I": "1"}', 'one') AS r1, ftf_define('CVN_I', '{"type": "integer"}', 'two') AS r2,
	ftf_set('CVN_A', '1.0', 'three') AS r3 \gset
SELECT ftf_snapshot('run') AS taken \gset
CREATE FUNCTION pg_temp.all_of_it() RETURNS text LANGUAGE sql AS $$
	SELECT md5(concat((SELECT string_agg(c::text, '' ORDER BY c.revision) FROM ftf_config c),
		(SELECT string_agg(h::text, '' ORDER BY entry_id) FROM ftf_config_history h),
		(SELECT string_agg(p::text, '' ORDER BY key) FROM ftf_parameter p),
		(SELECT string_agg(r::text, '' ORDER BY run_id) FROM ftf_run r),
		(SELECT string_agg(e::text, '' ORDER BY revision) FROM ftf_run_env e),
		(SELECT string_agg(i::text, '') FROM ftf_installation i)))
$$;
-- What a failed call could leave behind shows right after it.
CREATE FUNCTION pg_temp.left_behind(statement text, OUT state text, OUT changed boolean,
	OUT may_write boolean) LANGUAGE plpgsql AS $$
DECLARE
	before text := pg_temp.all_of_it();
BEGIN
	state := (pg_temp.caught(statement)).state;
	changed := before <> pg_temp.all_of_it() OR ftf_env() <> (SELECT base_env FROM ftf_config);
	may_write := (pg_temp.caught('UPDATE ftf_config SET revision = revision')).state <> 'UF003';
END
$$;
SELECT is(l.state, bad.state, 'refused: ' || left(statement, 80)) FROM bad, pg_temp.left_behind(statement) l ORDER BY n;
SELECT is(l.changed OR l.may_write, false, 'leaves nothing: ' || left(statement, 80))
	FROM bad, pg_temp.left_behind(statement) l WHERE n > 10 ORDER BY n;
SELECT is(ftf_set('CVN_A', '2', 'on'), 4::bigint, 'the next change has the next number');
SELECT is(count(*), 5::bigint, 'and the next entry') FROM ftf_config_history WHERE entry_id <= 5;
SELECT is_empty($$SELECT * FROM ftf_verify() WHERE finding <> 'unprotected'$$, 'all of it verifies');

SELECT * FROM finish();
ROLLBACK;
