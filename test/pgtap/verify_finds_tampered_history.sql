-- Whatever a superuser does to the entries, ftf_verify tells what and where.
BEGIN;
CREATE EXTENSION ftf_config;
\ir lib/ledger.sql
\ir lib/tampering.sql
SELECT plan(44);

SELECT is_empty('SELECT * FROM ftf_verify()', 'untouched, everything verifies');
SELECT is(pg_temp.found('SELECT'), 'nothing', 'guards that were off and are on again are no finding');
CREATE TEMP TABLE before AS SELECT * FROM ftf_config_history;

CREATE TEMP TABLE tampering (label text, expected text, sql text);
INSERT INTO tampering VALUES
('a reason is changed', 'hash entry 4',
	$$UPDATE ftf_config_history SET reason = 'another' WHERE entry_id = 4$$),
('an operator is changed', 'hash entry 4',
	$$UPDATE ftf_config_history SET operator = 'somebody' WHERE entry_id = 4$$),
('a role is changed', 'hash entry 4',
	$$UPDATE ftf_config_history SET session_role = 'somebody' WHERE entry_id = 4$$),
('a program is changed', 'hash entry 4',
	$$UPDATE ftf_config_history SET application_name = 'something' WHERE entry_id = 4$$),
('an address is changed', 'hash entry 4',
	$$UPDATE ftf_config_history SET client_addr = '203.0.113.9' WHERE entry_id = 4$$),
('a time is changed by a microsecond', 'hash entry 1',
	$$UPDATE ftf_config_history SET changed_at = changed_at - interval '1 us' WHERE entry_id = 1$$),
('an effective role is changed', 'hash entry 4',
	$$UPDATE ftf_config_history SET effective_role = 'somebody' WHERE entry_id = 4$$),
('a transaction is changed', 'hash entry 4',
	$$UPDATE ftf_config_history SET xid = '3' WHERE entry_id = 4$$),
('a value is changed', 'hash entry 2; replay entry 3',
	$$UPDATE ftf_config_history SET new_value = '3' WHERE entry_id = 2$$),
('an old value is changed', 'hash entry 3; replay entry 3',
	$$UPDATE ftf_config_history SET old_value = '3' WHERE entry_id = 3$$),
('the current value is changed', 'hash entry 3; run stored parameters of revision 3; run run "run 3"; run run "run 3 too";'
	' run stored parameters of revision 5; run run "run 5"; replay ftf_config',
	$$UPDATE ftf_config_history SET new_value = '3' WHERE entry_id = 3$$),
('a definition is changed', 'hash entry 5; definition CVN_A',
	$$UPDATE ftf_config_history SET new_value = '{"type": "text"}' WHERE entry_id = 5$$),
('a null becomes an empty text', 'hash entry 2; replay entry 2',
	$$UPDATE ftf_config_history SET old_value = '' WHERE entry_id = 2$$),
('a hash is changed', 'hash entry 4; link entry 5',
	$$UPDATE ftf_config_history SET hash = sha256(hash) WHERE entry_id = 4$$),
('a link is changed', 'link entry 4; hash entry 4',
	$$UPDATE ftf_config_history SET prev_hash = sha256(prev_hash) WHERE entry_id = 4$$),
('a hash is made to fit', 'link entry 5',
	$$UPDATE ftf_config_history SET reason = 'another' WHERE entry_id = 4;
	UPDATE ftf_config_history SET hash = sha256(ftf_entry_bytes(entry_id)) WHERE entry_id = 4$$),
('the last hash is made to fit', 'run run "run 5"; store ftf_config',
	$$UPDATE ftf_config_history SET reason = 'another' WHERE entry_id = 7;
	UPDATE ftf_config_history SET hash = sha256(ftf_entry_bytes(entry_id)) WHERE entry_id = 7$$),
('the first link is no zeros, hash made to fit', 'link entry 1; link entry 2',
	$$UPDATE ftf_config_history SET prev_hash = sha256('') WHERE entry_id = 1;
	UPDATE ftf_config_history SET hash = sha256(ftf_entry_bytes(entry_id)) WHERE entry_id = 1$$),
('a middle entry is deleted', 'number entry 5; run stored parameters of revision 3; run run "run 3";'
	' run run "run 3 too"; replay entry 6',
	$$DELETE FROM ftf_config_history WHERE entry_id = 4$$),
('a whole revision is deleted', 'number entry 6; number entry 6; run stored parameters of revision 3; run run "run 3";'
	' run run "run 3 too"; definition CVN_A',
	$$DELETE FROM ftf_config_history WHERE revision = 3$$),
('the last entry is deleted', 'run stored parameters of revision 5; run run "run 5"; store ftf_config; store ftf_config; replay ftf_config',
	$$DELETE FROM ftf_config_history WHERE entry_id = 7$$),
('the first entry is deleted', 'number entry 2; entry entry 2; replay entry 7',
	$$DELETE FROM ftf_config_history WHERE entry_id = 1$$),
('an entry is there twice', 'number entry 6; replay entry 6; unprotected guard ftf_config_history',
	$$ALTER TABLE ftf_config_history DROP CONSTRAINT ftf_config_history_pkey;
	INSERT INTO ftf_config_history SELECT * FROM ftf_config_history WHERE entry_id = 6$$),
('an entry is added at the end', 'link entry 8; hash entry 8; replay ftf_config; run stored parameters of revision 5; run run "run 5"',
	$$INSERT INTO ftf_config_history (entry_id, revision, kind, key, old_value, new_value, operator, reason, changed_at,
			session_role, effective_role, application_name, xid, prev_hash, hash, chain_id)
		SELECT 8, 5, 'set', 'CVN_A', '2', '3', operator, reason, changed_at, session_role, effective_role, application_name, xid,
			prev_hash, hash, chain_id FROM ftf_config_history WHERE entry_id = 7$$),
('an entry is renumbered', 'number entry 8; hash entry 8',
	$$UPDATE ftf_config_history SET entry_id = 8 WHERE entry_id = 7$$),
('a revision is renumbered', 'hash entry 7; number entry 7; run stored parameters of revision 5; run run "run 5"; store ftf_config',
	$$UPDATE ftf_config_history SET revision = 6 WHERE entry_id = 7$$),
('a revision gets the greatest number', 'hash entry 7; number entry 7; run stored parameters of revision 5; run run "run 5"; store ftf_config',
	$$UPDATE ftf_config_history SET revision = 9223372036854775807 WHERE entry_id = 7$$),
('a revision gets the greatest number, and a run too', 'hash entry 7; number entry 7; run stored parameters of revision 5;'
	' run run "run 5"; run run "run 5"; run run "run 5"; store ftf_config',
	$$UPDATE ftf_config_history SET revision = 9223372036854775807 WHERE entry_id = 7;
	UPDATE ftf_run SET revision = 9223372036854775807 WHERE run_id = 'run 5'$$),
('an entry gets the greatest number', 'number entry 9223372036854775807; hash entry 9223372036854775807',
	$$UPDATE ftf_config_history SET entry_id = 9223372036854775807 WHERE entry_id = 7$$),
('an entry of another history', 'hash entry 7; link entry 7',
	$$UPDATE ftf_config_history SET chain_id = gen_random_uuid() WHERE entry_id = 7$$),
('an entry of an unknown kind', 'hash entry 7; entry entry 7; replay ftf_config',
	$$UPDATE ftf_config_history SET kind = 'drop' WHERE entry_id = 7$$),
('a second genesis', 'hash entry 7; entry entry 7',
	$$UPDATE ftf_config_history SET kind = 'genesis' WHERE entry_id = 7$$),
('a change without a value', 'hash entry 4; entry entry 4; replay entry 6; run stored parameters of revision 3; run run "run 3";'
	' run run "run 3 too"',
	$$UPDATE ftf_config_history SET new_value = NULL WHERE entry_id = 4$$),
('a removal with a value', 'hash entry 6; entry entry 6; replay ftf_config; run stored parameters of revision 5; run run "run 5"',
	$$UPDATE ftf_config_history SET new_value = 'b' WHERE entry_id = 6$$),
('a change of no key', 'hash entry 4; entry entry 4; replay entry 6; run stored parameters of revision 3; run run "run 3";'
	' run run "run 3 too"',
	$$UPDATE ftf_config_history SET key = NULL WHERE entry_id = 4$$),
('a change of a key that is longer than a key can be', 'hash entry 4; entry entry 4; replay entry 6; run stored parameters of revision 3; run run "run 3";'
	' run run "run 3 too"',
	$$UPDATE ftf_config_history SET key = 'CVN_' || repeat('B', 250) WHERE entry_id = 4$$),
('the first revision gets the number of none', 'hash entry 1; number entry 1',
	$$UPDATE ftf_config_history SET revision = 0 WHERE entry_id = 1$$),
('a hash that is none', 'entry an entry; store ftf_config; store ftf_config; replay ftf_config; run stored parameters of revision 5; run run "run 5"',
	$$UPDATE ftf_config_history SET hash = '\x00' WHERE entry_id = 7$$),
('a reason that is null', 'entry an entry; store ftf_config; store ftf_config; replay ftf_config; run stored parameters of revision 5; run run "run 5"',
	$$ALTER TABLE ftf_config_history ALTER reason DROP NOT NULL; UPDATE ftf_config_history SET reason = NULL WHERE entry_id = 7$$);

CREATE FUNCTION pg_temp.sorted(list text) RETURNS text LANGUAGE sql AS
	$$SELECT string_agg(x, E'\n' ORDER BY x COLLATE "C") FROM string_to_table(list, '; ') x$$;
SELECT is(pg_temp.sorted(pg_temp.found(sql)), pg_temp.sorted(expected), label) FROM tampering;

SELECT is(detail, 'Its hash does not fit its bytes.', 'the detail says what is wrong')
FROM pg_temp.tamper('UPDATE ftf_config_history SET reason = ''another'' WHERE entry_id = 4'), ftf_verify();
SELECT is(pg_temp.told($$ALTER TABLE ftf_config_history DROP CONSTRAINT ftf_config_history_pkey;
	INSERT INTO ftf_config_history SELECT * FROM ftf_config_history WHERE entry_id = 6$$,
	$$SELECT string_agg(detail, ' ') FROM ftf_verify() WHERE part = 'number'$$), 'The number is there twice.', 'also of a number');
SELECT pg_temp.tamper('UPDATE ftf_config_history h SET reason = b.reason FROM before b WHERE b.entry_id = h.entry_id');
SELECT is_empty('SELECT * FROM ftf_verify()', 'repaired, everything verifies');
SELECT is(ftf_set('CVN_A', '9', 'after the repair'), 6::bigint, 'and changes go on');

SELECT * FROM finish();
ROLLBACK;
