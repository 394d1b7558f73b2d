-- ftf_env_at tells what base_env was, by revision or by time.
BEGIN;
SET LOCAL DateStyle = ISO;
CREATE EXTENSION ftf_config;
SELECT plan(39);
\ir lib/caught.sql

SELECT throws_ok($$SELECT ftf_env_at(1)$$, '22023', 'revision 1 does not exist', 'an empty store has no revision');
SELECT is((pg_temp.caught('SELECT ftf_env_at(1)')).detail, 'Nothing was ever changed.', 'and tells why');
SELECT throws_ok($$SELECT ftf_env_at_time(now())$$, '22023', NULL, 'at no time');

CREATE TEMP TABLE past (revision bigint, env jsonb, at timestamptz);
INSERT INTO past VALUES (ftf_apply('{"CVN_A": "1", "CVN_B": "1"}', 'one'));
INSERT INTO past VALUES (ftf_set('CVN_A', '2', 'two'));
INSERT INTO past VALUES (ftf_unset('CVN_B', 'three'));
INSERT INTO past VALUES (ftf_define('CVN_A', '{"type": "integer"}', 'four'));
INSERT INTO past VALUES (ftf_apply('{"CVN_A": null, "CVN_C": "5", "CVN_B": "5"}', 'five'));
INSERT INTO past VALUES (ftf_govern('{CVN_,SIM_}', 'six'));
INSERT INTO past VALUES (ftf_set('SIM_A', '', 'seven'));
INSERT INTO past VALUES (ftf_revert(2, 'eight', 'CVN_A'));
UPDATE past p SET at = h.changed_at FROM ftf_config_history h WHERE h.revision = p.revision;
UPDATE past SET env = (ARRAY['{"CVN_A": "1", "CVN_B": "1"}', '{"CVN_A": "2", "CVN_B": "1"}', '{"CVN_A": "2"}',
	'{"CVN_A": "2"}',
	'{"CVN_B": "5", "CVN_C": "5"}', '{"CVN_B": "5", "CVN_C": "5"}', '{"CVN_B": "5", "CVN_C": "5", "SIM_A": ""}',
	'{"CVN_A": "2", "CVN_B": "5", "CVN_C": "5", "SIM_A": ""}'])[revision]::jsonb;

SELECT is(ftf_env_at(revision), env, 'revision ' || revision) FROM past ORDER BY revision;
SELECT is(ftf_env_at_time(at), env, 'the moment of revision ' || revision) FROM past ORDER BY revision;
SELECT is(ftf_env_at_time(at - interval '1 microsecond'), lag, 'the moment before revision ' || revision)
	FROM (SELECT *, lag(env) OVER (ORDER BY revision) FROM past) p WHERE revision > 1;
SELECT is(ftf_env_at(8), ftf_env(), 'the last revision is now');
SELECT is(ftf_env_at_time(at => clock_timestamp()), ftf_env(), 'so is the time now');
SELECT is(ftf_env_at_time('infinity'::timestamptz), ftf_env(), 'and the end of time');
SELECT is(ftf_env_at(revision => 8) = ftf_env_at(1), false, 'which is not what it was');

SELECT is(e.state || e.message, format('22023there was no revision yet at %s', '-infinity'),
	'before the first revision there was none')
	FROM pg_temp.caught($$SELECT ftf_env_at_time('-infinity'::timestamptz)$$) e;
SELECT throws_ok(format('SELECT ftf_env_at_time(%L::timestamptz)', at - interval '1 microsecond'), '22023', NULL,
	'not a microsecond before')
	FROM past WHERE revision = 1;
SELECT throws_ok(format('SELECT ftf_env_at(%s::bigint)', revision), '22023',
	format('revision %s does not exist', revision), 'no revision ' || revision)
	FROM unnest(ARRAY['0', '-1', '9', '9223372036854775807']) revision;
SELECT is((pg_temp.caught('SELECT ftf_env_at(9)')).detail, 'Revisions go from 1 to 8, which is the newest.',
	'the error tells which there are');
SELECT throws_matching('SELECT ftf_env_at(NULL::bigint)', 'null', 'a null revision is called null');
SELECT throws_ok('SELECT ftf_env_at_time(NULL::timestamptz)', 'UF005', 'at is null', 'so is a null time');

SELECT * FROM finish();
ROLLBACK;
