-- Whatever text is kept is looked at for credentials, and no error repeats one.
BEGIN;
CREATE EXTENSION ftf_config;
SELECT plan(32);
\ir lib/caught.sql
SELECT ftf_apply('{"CVN_A": "1", "CVN_VOUCHED": "1"}', 'baseline') AS applied \gset

CREATE TEMP TABLE way (statement text, what text);
INSERT INTO way VALUES
	($$SELECT ftf_set('CVN_A', 'AKIAIOSFODNN7EXAMPLE', 'why')$$, 'a value'),
	($$SELECT ftf_apply('{"CVN_A": "AKIAIOSFODNN7EXAMPLE"}', 'why')$$, 'a value in ftf_apply'),
	($$SELECT ftf_set('CVN_A', '2', 'because of AKIAIOSFODNN7EXAMPLE')$$, 'a reason'),
	($$SELECT ftf_set('CVN_AKIAIOSFODNN7EXAMPLE', 'x', 'AKIAIOSFODNN7EXAMPLE')$$, 'a reason beside such a key'),
	($$SELECT ftf_snapshot('AKIAIOSFODNN7EXAMPLE')$$, 'a run_id'),
	($$SELECT ftf_snapshot('run', '{"CVN_A": "AKIAIOSFODNN7EXAMPLE"}')$$, 'an override'),
	($$SELECT ftf_act_as('AKIAIOSFODNN7EXAMPLE')$$, 'an operator'),
	($$SELECT ftf_define('CVN_A', '{"description": "AKIAIOSFODNN7EXAMPLE"}', 'why')$$, 'a description'),
	($$SELECT ftf_define('CVN_A', '{"unit": "AKIAIOSFODNN7EXAMPLE"}', 'why')$$, 'a unit'),
	($$SELECT ftf_define('CVN_A', '{"category": "AKIAIOSFODNN7EXAMPLE"}', 'why')$$, 'a category'),
	($$SELECT ftf_define('CVN_A', '{"pattern": "AKIAIOSFODNN7EXAMPLE|1"}', 'why')$$, 'a pattern'),
	($$SELECT ftf_define('CVN_B', '{"type": "choice", "choices": ["x", "AKIAIOSFODNN7EXAMPLE"]}', 'why')$$, 'a choice'),
	($$SELECT ftf_unset('CVN_A', 'AKIAIOSFODNN7EXAMPLE')$$, 'a reason to unset'),
	($$SELECT ftf_revert(1, 'AKIAIOSFODNN7EXAMPLE')$$, 'a reason to revert'),
	($$SELECT ftf_govern('{CVN_,SIM_}', 'AKIAIOSFODNN7EXAMPLE')$$, 'a reason to govern');
SELECT is(e.state, 'UF005', 'refused: ' || what) FROM way, pg_temp.caught(statement) e;
SELECT unalike(concat_ws(' ', e.message, e.detail, e.hint), '%AKIA%', 'not repeated: ' || what)
	FROM way, pg_temp.caught(statement) e WHERE what <> 'a reason beside such a key';

SELECT ftf_define('CVN_VOUCHED', '{"allow": ["secret"], "type": "choice", "choices": ["1", "AKIAIOSFODNN7EXAMPLE"]}',
	'an example') AS defined \gset
SELECT lives_ok($$SELECT ftf_set('CVN_VOUCHED', 'AKIAIOSFODNN7EXAMPLE', 'why')$$, 'a definition vouches for a value');
SELECT throws_ok($$SELECT ftf_define('CVN_VOUCHED', '{"type": "text"}', 'why')$$, 'UF005', NULL,
	'and can''t stop while the value is there');
SELECT throws_ok($$SELECT ftf_undefine('CVN_VOUCHED', 'why')$$, 'UF005', NULL, 'nor go');

SELECT * FROM finish();
ROLLBACK;
