-- A head written down outside the database tells even a history that was
-- rewritten as a whole, and one that was rolled back.
BEGIN;
CREATE EXTENSION ftf_config;
\ir lib/ledger.sql
\ir lib/tampering.sql
SELECT plan(40);

CREATE TEMP TABLE anchor AS
SELECT entry_id, format('%s:%s', entry_id, encode(hash, 'hex')) AS head FROM ftf_config_history;
SELECT is(head, ftf_head(), 'the last one is what ftf_head gives') FROM anchor WHERE entry_id = 7;
SELECT is_empty(format('SELECT * FROM ftf_verify(%L)', head), 'every earlier head holds: ' || entry_id) FROM anchor ORDER BY entry_id;
SELECT is_empty(format('SELECT * FROM ftf_verify(%L)', upper(head)), 'in capitals, too') FROM anchor WHERE entry_id = 7;
SELECT ftf_set('CVN_A', '3', 'goes on');
SELECT is_empty(format('SELECT * FROM ftf_verify(%L)', head), 'an anchor holds when history goes on') FROM anchor WHERE entry_id = 7;

-- a superuser rewrites everything and hashes it again
SELECT is(pg_temp.found($$UPDATE ftf_config_history SET reason = 'another' WHERE entry_id = 4; SELECT pg_temp.rehash()$$), 'nothing',
	'without an anchor a whole rewrite verifies');
SELECT is(pg_temp.found($$UPDATE ftf_config_history SET reason = 'another' WHERE entry_id = 4; SELECT pg_temp.rehash()$$, head),
	CASE WHEN entry_id < 4 THEN 'nothing' ELSE format('anchor entry %s', entry_id) END,
	format('entry 4 is rewritten, anchor is %s', entry_id)) FROM anchor ORDER BY entry_id;
SELECT is(pg_temp.found($$UPDATE ftf_config_history SET chain_id = '5eed5eed-5eed-4eed-8eed-5eed5eed5eed'; SELECT pg_temp.rehash()$$, head),
	'anchor entry 1', 'another history with the same entries') FROM anchor WHERE entry_id = 1;

-- a value that was never set, in every place
SELECT is(pg_temp.found($$
	UPDATE ftf_config_history SET new_value = '666' WHERE entry_id = 3;
	UPDATE ftf_config_history SET old_value = '666' WHERE entry_id = 8;
	UPDATE ftf_run_env SET base_env = jsonb_set(base_env, '{CVN_A}', '"666"');
	SELECT pg_temp.rehash()$$, head), expected, label)
FROM (VALUES ('without an anchor', NULL, 'nothing'), ('with an anchor before', 2, 'nothing'),
	('with an anchor after', 7, 'anchor entry 7')) t(label, at, expected)
LEFT JOIN anchor ON entry_id = at;

-- history ends before the anchor: a dump was restored, or the end cut off
CREATE TEMP TABLE head AS SELECT ftf_head() AS head;
SELECT is(pg_temp.found($$DELETE FROM ftf_config_history WHERE revision = 6;
	UPDATE ftf_config c SET revision = 5, head = h.hash, updated_at = h.changed_at, base_env = '{"CVN_A": "2"}'
	FROM ftf_config_history h WHERE entry_id = 7$$, a.head), expected, label)
FROM (SELECT head, 'rolled back anchor entry 8', 'the last revision is cut off' FROM head
	UNION ALL SELECT head, 'nothing', 'an anchor from before that' FROM anchor WHERE entry_id = 7
	UNION ALL SELECT NULL, 'nothing', 'no anchor') a(head, expected, label);
SELECT is(pg_temp.found('TRUNCATE ftf_config, ftf_config_history, ftf_parameter, ftf_run, ftf_run_env, ftf_installation', head),
	'rolled back anchor entry 8', 'everything is emptied') FROM head;
SELECT matches(pg_temp.found('DELETE FROM ftf_config_history WHERE entry_id = 7', head), '; anchor entry 7$',
	'the anchor''s entry is deleted') FROM anchor WHERE entry_id = 7;

-- what is no head is not taken for one
SELECT throws_ok(format('SELECT * FROM ftf_verify(%L)', bad), '22023', 'the anchor is not a head', format('not a head: %s', bad))
FROM unnest(ARRAY['', '7', ':', '7:', '7:abc', repeat('0', 64), '0:' || repeat('0', 64), '-1:' || repeat('0', 64), ' 7:' || repeat('0', 64),
	'7:' || repeat('g', 64), '7:' || repeat('0', 65), '7: ' || repeat('0', 63), '99999999999999999999:' || repeat('0', 64)]) bad;

SELECT * FROM finish();
ROLLBACK;
