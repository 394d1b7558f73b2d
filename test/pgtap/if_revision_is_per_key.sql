-- if_revision refuses a change only if this key changed since, and tells the story.
BEGIN;
CREATE EXTENSION ftf_config;
SELECT plan(37);
\ir lib/caught.sql
SET LOCAL DateStyle = ISO;
SET LOCAL client_min_messages = warning;

SELECT is(ftf_set('CVN_A', '1', 'new', if_revision => 0), 1::bigint, 'revision 0 is what an empty store shows');
SELECT is(ftf_set('CVN_B', '1', 'new', 0), 2::bigint, 'a key that never was has not changed since');
SELECT is(ftf_set('CVN_A', '2', 'slower', 1), 3::bigint, 'a change to another key is no conflict');
SELECT is(ftf_set('CVN_B', '2', 'as well', 3), 4::bigint, 'nor is if_revision of now');
SELECT is(ftf_set('CVN_A', '3', 'own change', 3), 5::bigint, 'the revision of the last change is recent enough');
SELECT ftf_define('CVN_A', '{"type": "integer"}', 'not its value') AS defined \gset
SELECT is(ftf_set('CVN_A', '4', 'after the definition', 5), 7::bigint, 'a definition is no change of the value');
SELECT is(ftf_set('CVN_A', '5', 'because'), 8::bigint, 'one more');

SELECT is(e.state, 'UF002', 'a change since is a conflict') FROM
	pg_temp.caught($$SELECT ftf_set('CVN_A', '9', 'x', 7)$$) e;
SELECT is(e.message, 'changed by someone else since revision 7: CVN_A', 'the message names the key')
	FROM pg_temp.caught($$SELECT ftf_set('CVN_A', '9', 'x', 7)$$) e;
SELECT is(e.detail, format('CVN_A was changed from "4" to "5" in revision 8 by %s at %s: because', session_user,
		(SELECT changed_at FROM ftf_config_history WHERE revision = 8)),
	'the detail tells who changed it, when, from what to what, and why')
	FROM pg_temp.caught($$SELECT ftf_set('CVN_A', '9', 'x', 7)$$) e;
SELECT is(e.hint, 'Look at the new value, then try again with if_revision => 8.', 'the hint tells what to do')
	FROM pg_temp.caught($$SELECT ftf_set('CVN_A', '9', 'x', 7)$$) e;
SELECT throws_ok($$SELECT ftf_set('CVN_A', '9', 'x', 1)$$, 'UF002', NULL, 'so with an older one');
SELECT is(ftf_get('CVN_A'), '5', 'the value is what it was');
SELECT is(ftf_set('CVN_A', '6', 'looked at it', 8), 9::bigint, 'what the hint says works');

SELECT is(ftf_set('CVN_A', '7', 'away'), 10::bigint, 'away');
SELECT is(ftf_set('CVN_A', '6', 'and back'), 11::bigint, 'and back');
SELECT throws_ok($$SELECT ftf_set('CVN_A', '9', 'x', 9)$$, 'UF002', NULL,
	'a value that came back has changed all the same');

SELECT is(ftf_unset('CVN_B', 'not read'), 12::bigint, 'a removal');
SELECT is(e.state, 'UF002', 'is a change too') FROM pg_temp.caught($$SELECT ftf_set('CVN_B', '1', 'x', 11)$$) e;
SELECT matches(e.detail, '^CVN_B was changed from "2" to \(absent\) in revision 12 by ', 'and is told as one')
	FROM pg_temp.caught($$SELECT ftf_set('CVN_B', '1', 'x', 11)$$) e;
SELECT is(ftf_set('CVN_B', '1', 'again', 12), 13::bigint, 'after looking, it is set');
SELECT throws_ok($$SELECT ftf_unset('CVN_B', 'x', 12)$$, 'UF002', NULL, 'ftf_unset checks');
SELECT is(ftf_unset('CVN_B', 'x', 13), 14::bigint, 'and goes on');

SELECT is(ftf_apply('{"CVN_C": "1", "CVN_D": "1"}', 'two more'), 15::bigint, 'two keys in one revision');
SELECT is(e.state, 'UF002', 'ftf_apply checks each of its keys') FROM pg_temp.caught(
	$$SELECT ftf_apply('{"CVN_C": "2", "CVN_D": "2", "CVN_E": "1"}', 'x', 14)$$) e;
SELECT is(e.message, 'changed by someone else since revision 14: CVN_C, CVN_D', 'and names those that changed') FROM
	pg_temp.caught(
	$$SELECT ftf_apply('{"CVN_C": "2", "CVN_D": "2", "CVN_E": "1"}', 'x', 14)$$) e;
SELECT is(array_length(string_to_array(e.detail, E'\n'), 1), 2, 'with a line for each') FROM pg_temp.caught(
	$$SELECT ftf_apply('{"CVN_C": "2", "CVN_D": "2", "CVN_E": "1"}', 'x', 14)$$) e;
SELECT is(ftf_env() ? 'CVN_E', false, 'nothing of it happened');
SELECT is(ftf_apply('{"CVN_E": "1", "CVN_A": "8"}', 'others', if_revision => 11), 16::bigint,
	'keys that did not change pass');

SELECT throws_ok($$SELECT ftf_set('CVN_A', '9', 'x', 17)$$, '22023', 'revision 17 does not exist',
	'a revision to come is an error');
SELECT throws_ok($$SELECT ftf_set('CVN_A', '9', 'x', -1)$$, '22023', 'revision -1 does not exist',
	'so is one below 0');
SELECT throws_ok($$SELECT ftf_apply('{"CVN_A": "9"}', 'x', 9223372036854775807)$$, '22023', NULL, 'so is the largest');
SELECT is(ftf_set('CVN_A', '9', 'whatever it was', NULL), 17::bigint, 'null asks for no check');

SELECT is(ftf_apply(jsonb_object_agg('CVN_M' || n, 'x'), 'many'), 18::bigint, 'many keys') FROM generate_series(1, 2000) n;
SELECT matches(e.message, '^changed by someone else since revision 17: (CVN_M\d+, ){9}CVN_M\d+ and 1990 more$',
	'are not all named') FROM pg_temp.caught(
	(SELECT format('SELECT ftf_apply(%L::jsonb, %L, 17)', jsonb_object_agg('CVN_M' || n, 'y'), 'x') FROM generate_series(1, 2000) n)) e;
SELECT is(array_length(string_to_array(e.detail, E'\n'), 1), 11, 'nor all told') FROM pg_temp.caught(
	(SELECT format('SELECT ftf_apply(%L::jsonb, %L, 17)', jsonb_object_agg('CVN_M' || n, 'y'), 'x') FROM generate_series(1, 2000) n)) e;
SELECT matches(e.detail, E'\nand 1990 more$', 'but counted') FROM pg_temp.caught(
	(SELECT format('SELECT ftf_apply(%L::jsonb, %L, 17)', jsonb_object_agg('CVN_M' || n, 'y'), 'x') FROM generate_series(1, 2000) n)) e;

SELECT * FROM finish();
ROLLBACK;
