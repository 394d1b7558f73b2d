-- ftf_diff lists what differs between two revisions, with the last change between.
BEGIN;
CREATE EXTENSION ftf_config;
SELECT plan(21);

SELECT throws_ok('SELECT * FROM ftf_diff(1, 1)', '22023', NULL, 'an empty store has no revisions');
SELECT ftf_apply('{"CVN_A": "1", "CVN_B": "1", "CVN_C": "1", "CVN_LONG_NAME": "1"}', 'one') AS r1,
	ftf_set('CVN_A', '2', 'two') AS r2, ftf_set('CVN_A', '3', 'three') AS r3,
	ftf_unset('CVN_B', 'four') AS r4, ftf_set('CVN_D', '', 'five') AS r5,
	ftf_apply('{"CVN_C": "6", "CVN_E": "6"}', 'six') AS r6, ftf_apply('{"CVN_C": "1", "CVN_E": null}', 'seven') AS r7,
	ftf_define('CVN_A', '{"type": "integer"}', 'eight') AS r8 \gset

PREPARE pairs (bigint, bigint) AS SELECT key, from_value, to_value, revision, reason FROM ftf_diff($1, $2);
SELECT results_eq('EXECUTE pairs (1, 8)', $$VALUES ('CVN_A', '1', '3', 3::bigint, 'three'),
	('CVN_B', '1', NULL, 4, 'four'),
	('CVN_D', NULL, '', 5, 'five')$$,
		'keys in order, with old and new value and the last change; what came back is no difference');
SELECT results_eq('EXECUTE pairs (8, 1)', $$VALUES ('CVN_A', '3', '1', 3::bigint, 'three'),
	('CVN_B', NULL, '1', 4, 'four'),
	('CVN_D', '', NULL, 5, 'five')$$, 'backwards, the values change places');
SELECT results_eq('EXECUTE pairs (1, 2)', $$VALUES ('CVN_A', '1', '2', 2::bigint, 'two')$$,
	'only what is between counts');
SELECT results_eq('EXECUTE pairs (2, 3)', $$VALUES ('CVN_A', '2', '3', 3::bigint, 'three')$$,
	'from the state after the first');
SELECT results_eq('EXECUTE pairs (5, 6)',
	$$VALUES ('CVN_C', '1', '6', 6::bigint, 'six'), ('CVN_E', NULL, '6', 6, 'six')$$,
	'one revision may change several');
SELECT is_empty('EXECUTE pairs (5, 7)', 'there and back is no difference');
SELECT is_empty('EXECUTE pairs (7, 8)', 'a definition is none');
SELECT is_empty('EXECUTE pairs (3, 3)', 'a revision does not differ from itself');

SELECT results_eq('SELECT revision, operator COLLATE "default", reason, changed_at FROM ftf_diff(from_revision => 1, to_revision => 8)',
	'SELECT revision, operator, reason, changed_at FROM ftf_config_history WHERE revision IN (3, 4, 5) ORDER BY revision', 'who, why and when are the history''s');
SELECT results_eq('SELECT (ftf_diff(1, 2)).key', ARRAY['CVN_A'], 'it can stand in a select list');
SELECT is((SELECT jsonb_object_agg(key, to_value) FILTER (WHERE to_value IS NOT NULL) FROM ftf_diff(1, 8)),
	'{"CVN_A": "3", "CVN_D": ""}',
	'the new values can be collected');

-- the rows are sorted by bytes, not by length as in JSONB
SELECT ftf_apply('{"CVN_Z": "9", "CVN_AAAA": "9", "CVN__": "9", "CVN_A1": "9"}', 'nine') AS r9 \gset
SELECT is(array_agg(key), ARRAY['CVN_A1', 'CVN_AAAA', 'CVN_Z', 'CVN__'], 'keys are in the order of their bytes')
	FROM ftf_diff(8, 9);
SELECT throws_ok(format('SELECT * FROM ftf_diff(%s, %s)', a, b), '22023', message || ' does not exist',
	format('no difference of %s and %s', a, b))
FROM (VALUES (0, 1, 'revision 0'), (1, 0, 'revision 0'), (-1, 1, 'revision -1'), (1, 10, 'revision 10'),
	(10, 1, 'revision 10')) v (a, b, message);
SELECT throws_matching('SELECT * FROM ftf_diff(NULL, 1)', 'null', 'null is called null');
SELECT throws_matching('SELECT * FROM ftf_diff(1, NULL)', 'null', 'on both sides');
SELECT lives_ok('SELECT * FROM ftf_diff(1, 9) LIMIT 1', 'a caller may stop early');

SELECT * FROM finish();
ROLLBACK;
