-- Reads are cached in the backend, and are what the reading statement's snapshot sees all the same.
BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION ftf_config;
SELECT plan(58);
SELECT is(ftf_env(), '{}'::jsonb, 'an empty store is read');
SELECT is(ftf_set('CVN_A', '1', 'one'), 1::bigint, 'a change');
SELECT is(ftf_get('CVN_A'), '1', 'is seen by the next statement');

-- savepoints
SAVEPOINT a;
SELECT is(ftf_set('CVN_A', '2', 'two'), 2::bigint, 'a change in a savepoint');
SELECT is(ftf_get('CVN_A'), '2', 'is seen');
SAVEPOINT b;
SELECT is(ftf_set('CVN_A', '3', 'three'), 3::bigint, 'and one in a savepoint within');
SELECT is(ftf_get('CVN_A'), '3', 'as well');
ROLLBACK TO b;
SELECT is(ftf_get('CVN_A'), '2', 'rolled back, the one before is seen');
SELECT is(ftf_set('CVN_A', '3b', 'other'), 3::bigint, 'its number is free');
RELEASE b;
SELECT is(ftf_get('CVN_A'), '3b', 'released, the change is seen');
ROLLBACK TO a;
SELECT is(ftf_get('CVN_A'), '1', 'rolled back, all is gone');
SELECT is(ftf_require('{}'), 1::bigint, 'with its revisions');
SELECT is(max(entry_id), 2::bigint, 'and its entries') FROM ftf_config_history;
SELECT is(ftf_set('CVN_A', '2', 'two'), 2::bigint, 'the next change has the next number');
SELECT is(ftf_get('CVN_A'), '2', 'and is seen, though a value like it was rolled back');
ROLLBACK TO a;
SELECT is(ftf_get('CVN_A'), '1', 'a savepoint can be rolled back to twice');
RELEASE a;

-- one statement sees one state
SELECT is(array_agg(v ORDER BY n), ARRAY['1', '2', '1'], 'a statement does not see what it does itself')
	FROM (SELECT 1, ftf_get('CVN_A')
	UNION ALL SELECT 2, ftf_set('CVN_A', '5', 'in one statement')::text UNION ALL SELECT 3, ftf_get('CVN_A')) s (n, v);
SELECT is(ftf_get('CVN_A'), '5', 'the next does');
SELECT is(array_agg(ftf_set('CVN_A', i::text, 'many')), ARRAY[3, 4, 5]::bigint[],
	'changes of one statement see each other') FROM generate_series(6, 8) i;
SELECT is(ftf_get('CVN_A'), '8', 'the last one stays');

-- functions by their volatility
CREATE FUNCTION pg_temp.volatile_sees() RETURNS text LANGUAGE plpgsql VOLATILE AS $$
BEGIN
	PERFORM ftf_set('CVN_A', 'v' || ftf_get('CVN_A'), 'within');
	RETURN ftf_get('CVN_A');
END
$$;
CREATE FUNCTION pg_temp.stable_sees() RETURNS text LANGUAGE plpgsql STABLE AS $$BEGIN RETURN ftf_get('CVN_A'); END$$;
SELECT is(pg_temp.volatile_sees(), 'v8', 'a volatile function sees its own change');
SELECT is(array_agg(v ORDER BY n), ARRAY['v8', 'vv8', 'v8', 'v8'], 'a stable function sees its caller''s state')
	FROM (SELECT 1, pg_temp.stable_sees()
	UNION ALL SELECT 2, pg_temp.volatile_sees() UNION ALL SELECT 3, pg_temp.stable_sees()
		UNION ALL SELECT 4, ftf_get('CVN_A')) s (n, v);

-- cursors keep the state of their opening
CREATE FUNCTION pg_temp.next(cursor refcursor,
	OUT value text) LANGUAGE plpgsql AS $$BEGIN FETCH cursor INTO value; END$$;
CREATE FUNCTION pg_temp.state() RETURNS text LANGUAGE sql STABLE AS
	$$SELECT concat_ws(' ', ftf_get('CVN_A'), ftf_env() ->> 'CVN_A', ftf_env_at(1) ->> 'CVN_A', ftf_require('{}'))$$;
SELECT ftf_set('CVN_A', 'old', 'old') AS r, ftf_define('CVN_A', '{}', 'd') AS d \gset
DECLARE reading CURSOR FOR SELECT pg_temp.state() FROM generate_series(1, 100);
DECLARE held CURSOR WITH HOLD FOR SELECT ftf_get('CVN_A') FROM generate_series(1, 100);
DECLARE differing CURSOR FOR SELECT (SELECT count(*) FROM ftf_diff(1, 9))::text FROM generate_series(1, 2);
SELECT is(pg_temp.next('reading'), 'old old 1 9', 'a cursor sees the state of its opening');
SELECT is(ftf_set('CVN_A', 'new', 'new'), 10::bigint, 'after a change');
SELECT is(pg_temp.state(), 'new new 1 10', 'others see the new state');
SELECT is(pg_temp.next('reading'), 'old old 1 9', 'the cursor sees the old one');
SELECT is(ftf_get('CVN_A'), 'new', 'in turn with others');
SELECT is(pg_temp.next('held'), 'old', 'also if nothing was fetched before the change');
SELECT is(pg_temp.next('differing'), '1', 'the history is read as of then');
SAVEPOINT c;
SELECT is(ftf_unset('CVN_A', 'gone'), 11::bigint, 'after a removal');
SELECT is(pg_temp.next('reading'), 'old old 1 9', 'still');
ROLLBACK TO c;
SELECT is(pg_temp.next('reading'), 'old old 1 9', 'and after it was taken back');
SELECT is(ftf_get('CVN_A'), 'new', 'others see the last state that stands');
CLOSE reading;
COMMIT;
SELECT is(pg_temp.next('held'), 'old', 'a held cursor keeps its rows after the transaction');
CLOSE held;

-- transactions
BEGIN;
SELECT is(ftf_set('CVN_A', 'rolled back', 'x'), 11::bigint, 'a change in a transaction');
SELECT is(ftf_get('CVN_A'), 'rolled back', 'is seen there');
SELECT is(ftf_snapshot('gone') ->> 'CVN_A', 'rolled back', 'by runs as well');
ROLLBACK;
SELECT is(ftf_get('CVN_A'), 'new', 'and not after its end');
SELECT is(ftf_set('CVN_A', 'rolled back', 'y'), 11::bigint, 'its number is free');
SELECT is(ftf_get('CVN_A'), 'rolled back', 'a value like it is seen');
SELECT is(ftf_snapshot('gone', '{"CVN_A": "z"}') ->> 'CVN_A', 'z', 'the run''s name is free too');

-- the row moves
VACUUM (FULL) ftf_config;
SELECT is(ftf_get('CVN_A'), 'rolled back', 'VACUUM FULL changes nothing');
CLUSTER ftf_config USING ftf_config_pkey;
SELECT is(ftf_set('CVN_A', 'moved', 'z'), 12::bigint, 'nor does CLUSTER');
SELECT is(ftf_get('CVN_A'), 'moved', 'and changes are seen');
REINDEX TABLE ftf_config;
SELECT is(ftf_set('CVN_A', 'on', 'z'), 13::bigint, 'nor does REINDEX');
SELECT is(ftf_get('CVN_A'), 'on', 'and changes are seen');

-- from a page that the table has no more
CREATE FUNCTION pg_temp.page() RETURNS float LANGUAGE sql AS 'SELECT (ctid::text::point)[0] FROM ftf_config';
BEGIN;
DO $$ BEGIN WHILE pg_temp.page() = 0 LOOP PERFORM ftf_set('CVN_A', 'on and ' || ftf_get('CVN_A'), 'y'); END LOOP; END $$;
SELECT matches(ftf_get('CVN_A'), '^on and on and', 'read on the second page of the table');
SELECT is(pg_temp.page(), 1::float, 'which has no third');
ROLLBACK;
VACUUM (FULL) ftf_config;
SELECT is(pg_relation_size('ftf_config'), current_setting('block_size')::bigint, 'nor a second any more');
SELECT is(ftf_get('CVN_A'), 'on', 'what is read is on the first');

BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT is(ftf_set('CVN_A', 'rr', 'z'), 14::bigint, 'REPEATABLE READ sees');
SELECT is(ftf_get('CVN_A'), 'rr', 'its own change');
SAVEPOINT d;
SELECT is(ftf_set('CVN_A', 'rr2', 'z'), 15::bigint, 'and a second one');
ROLLBACK TO d;
SELECT is(ftf_get('CVN_A'), 'rr', 'or not, if rolled back');
COMMIT;
BEGIN ISOLATION LEVEL SERIALIZABLE;
SELECT is(ftf_set('CVN_A', 'ser', 'z'), 15::bigint, 'SERIALIZABLE sees');
SELECT is(ftf_get('CVN_A'), 'ser', 'its own change');
COMMIT;
SELECT is(array_agg(revision ORDER BY entry_id), ARRAY[1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]::bigint[],
	'revisions have no gap') FROM ftf_config_history;
SELECT is(array_agg(entry_id ORDER BY entry_id), ARRAY(SELECT generate_series(1, 16)::bigint), 'nor entries')
	FROM ftf_config_history;

SELECT * FROM finish();
