-- ftf_apply changes several keys in one revision, or none of them.
BEGIN;
CREATE EXTENSION ftf_config;
SELECT plan(31);
\ir lib/caught.sql

SELECT is(ftf_apply(changes => '{"CVN_B": "1", "CVN_A": "2", "CVN_LONGER": "3"}'::jsonb, reason => 'baseline'),
	1::bigint,
	'three keys make one revision');
SELECT results_eq('SELECT entry_id, key COLLATE "default", new_value FROM ftf_config_history WHERE revision = 1 ORDER BY 1 OFFSET 1',
	$$VALUES (2::bigint, 'CVN_A', '2'), (3, 'CVN_B', '1'), (4, 'CVN_LONGER', '3')$$, 'and one entry each');
SELECT is(count(DISTINCT (changed_at, reason, operator, xid)), 1::bigint, 'that share time, reason and operator')
	FROM ftf_config_history WHERE revision = 1;
SELECT is(ftf_apply('{"CVN_A": null, "CVN_B": "5", "CVN_C": ""}', 'set, change and remove'), 2::bigint,
	'null removes, beside what is set');
SELECT is(ftf_env(), '{"CVN_B": "5", "CVN_C": "", "CVN_LONGER": "3"}'::jsonb, 'all of it happened');
SELECT results_eq('SELECT kind, key COLLATE "default", old_value, new_value FROM ftf_config_history WHERE revision = 2 ORDER BY entry_id',
	$$VALUES ('unset', 'CVN_A', '2', NULL), ('set', 'CVN_B', '1', '5'), ('set', 'CVN_C', NULL, '')$$,
	'and stands in the history');
SELECT ftf_head() AS head, ftf_env() AS env \gset

-- Each of these holds one good change beside what is wrong.
CREATE TEMP TABLE bad (changes text, state text, message text);
INSERT INTO bad VALUES
	('{"CVN_B": "6", "cvn_x": "1"}', 'UF005', 'key "cvn_x" is not a parameter''s name'),
	('{"CVN_B": "6", "PATH": "/bin"}', 'UF005', 'key "PATH" has no governed prefix'),
	('{"CVN_B": "6", "CVN_X": " 1"}', 'UF005', 'value of "CVN_X" has leading white space'),
	('{"CVN_B": "6", "CVN_X": 1}', 'UF005', 'value of "CVN_X" in changes is a number'),
	('{"CVN_B": "6", "CVN_X": true}', 'UF005', 'value of "CVN_X" in changes is a boolean'),
	('{"CVN_B": "6", "CVN_X": ["1"]}', 'UF005', 'value of "CVN_X" in changes is an array'),
	('{"CVN_B": "6", "CVN_X": {"a": "1"}}', 'UF005', 'value of "CVN_X" in changes is an object'),
	('{"CVN_B": "6", "CVN_X": []}', 'UF005', 'value of "CVN_X" in changes is an array'),
	('{"CVN_B": "6", "CVN_X": {}}', 'UF005', 'value of "CVN_X" in changes is an object'),
	('{"CVN_B": "6", "CVN_NONE": null, "CVN_NO": null}', 'UF001', '2 parameters are missing: CVN_NO, CVN_NONE'),
	('["CVN_B"]', 'UF005', 'changes must be a JSON object'),
	('[]', 'UF005', 'changes must be a JSON object'),
	('"CVN_B"', 'UF005', 'changes must be a JSON object'),
	('null', 'UF005', 'changes must be a JSON object'),
	('[{"CVN_B": "6"}]', 'UF005', 'changes must be a JSON object');
SELECT throws_ok(format('SELECT ftf_apply(%L::jsonb, %L)', changes, 'bad'), state, message, 'refused: ' || changes)
	FROM bad;

SELECT throws_ok($$SELECT ftf_apply('{"CVN_B": "6", "CVN_X": "1", "CVN_X": "2"}', 'x')$$, 'UF005',
	'changes names "CVN_X" twice', 'JSON text that names a key twice is refused');
SELECT throws_ok($$SELECT ftf_apply('{"CVN_B": "6", "CVN_\u0042": "7"}', 'x')$$, 'UF005',
	'changes names "CVN_B" twice', 'also if the name is escaped');
SELECT throws_ok($$SELECT ftf_apply('{"CVN_B": "6", "CVN_B": "6"}'::text, 'x')$$, 'UF005', NULL,
	'also with the same value');
SELECT throws_ok($$SELECT ftf_apply('{"CVN_B": "6"', 'x')$$, '22P02', NULL, 'so is text that is no JSON');
SELECT throws_ok($$SELECT ftf_apply('', 'x')$$, '22P02', NULL, 'so is empty text');
SELECT throws_ok($$SELECT ftf_apply('{"CVN_B": "\u0000"}', 'x')$$, '22P05', NULL, 'so is a NUL');
SELECT throws_ok($$SELECT ftf_apply(NULL::jsonb, 'x')$$, 'UF005', 'changes is null', 'so is null');
SELECT throws_ok($$SELECT ftf_apply(NULL::text, 'x')$$, 'UF005', 'changes is null', 'as text too');

SELECT is(ftf_head() || ftf_env(), :'head' || :'env', 'after all that, nothing changed');
SELECT is(ftf_apply('{"CVN_A": "3"}', 'on it goes'), 3::bigint, 'and the next revision is the next number');

SELECT * FROM finish();
ROLLBACK;
