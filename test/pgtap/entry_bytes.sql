-- The bytes of an entry are those of the format in extension/entry.h, computed
-- here in plain SQL; each entry's hash is their SHA-256 and the next one's link.
BEGIN;
CREATE EXTENSION ftf_config;
SET LOCAL client_min_messages = warning;
\ir lib/ledger.sql
SELECT plan(37);

-- an entry of each kind, with every odd value
SET LOCAL TimeZone = 'Asia/Kathmandu';
SET LOCAL DateStyle = 'German';
SET LOCAL bytea_output = 'escape';
SET LOCAL extra_float_digits = -15;
SET LOCAL application_name = 'a "name"';
SELECT ftf_set('CVN_A', '14', 'first'),
	ftf_set('CVN_A', '', 'an empty value is not null'),
	ftf_set('CVN_TEXT', E'Grüße €\U0001F600\tand\nlines', E'why: ''quoted'', "double", \\back, €'),
	ftf_set('CVN_LONG', repeat('lots of text, some of it compressible. ', 3000) || '!', 'toasted'),
	ftf_unset('CVN_A', 'away');
SELECT ftf_apply('{"CVN_B": "1", "CVN_CC": "2", "CVN_TEXT": null}'::jsonb, 'three at once'),
	ftf_define('CVN_B', '{"type": "integer", "description": "ä", "minimum": 0.50}'::jsonb, 'defined'),
	ftf_define('CVN_B', '{"type": "integer"}'::jsonb, 'defined again'),
	ftf_undefine('CVN_B', 'not any more'),
	ftf_govern('{CVN_,SIM_}', 'one more prefix');
SELECT ftf_act_as('Ægir O''Neill');
SELECT ftf_set('CVN_B', '3', 'for another person');
SELECT ftf_revert(4, 'back', 'CVN_A');

SELECT set_eq('SELECT kind FROM ftf_config_history', ARRAY['genesis', 'set', 'unset', 'define', 'undefine', 'govern'],
	'there is an entry of each kind that a new store can have');
SELECT is(count(*), 15::bigint, 'each change made its entries') FROM ftf_config_history;

SELECT is(ftf_entry_bytes(entry_id), pg_temp.entry_bytes(h), format('bytes of entry %s, %s', entry_id, kind))
FROM ftf_config_history h ORDER BY entry_id;
SELECT is_empty('SELECT entry_id FROM ftf_config_history WHERE hash <> sha256(ftf_entry_bytes(entry_id))',
	'each hash is the SHA-256 of the bytes');
SELECT results_eq('SELECT entry_id, prev_hash FROM ftf_config_history ORDER BY entry_id',
	$$SELECT entry_id, lag(hash, 1, decode(repeat('00', 32), 'hex')) OVER (ORDER BY entry_id) FROM ftf_config_history ORDER BY 1$$,
	'each prev_hash is the hash before, the first one''s 32 zero bytes');
SELECT results_eq('SELECT entry_id FROM ftf_config_history ORDER BY 1', 'SELECT generate_series(1, 15)::bigint', 'numbers have no gap');
SELECT is(ftf_head(), format('15:%s', encode(hash, 'hex')), 'the head is the last number and hash')
FROM ftf_config_history WHERE entry_id = 15;
SELECT is(c.head, h.hash, 'ftf_config has it too') FROM ftf_config c, ftf_config_history h WHERE h.entry_id = 15;
SELECT is(count(DISTINCT chain_id), 1::bigint, 'they are one chain') FROM ftf_config_history;

-- one by hand: the first entry
SELECT is(ftf_entry_bytes(1), 'ftf_config entry 1'::bytea || '\x00'
	|| '\x0100000010' || uuid_send(chain_id)
	|| '\x01000000080000000000000001'
	|| '\x0100000020' || decode(repeat('00', 32), 'hex')
	|| '\x01000000080000000000000001'
	|| '\x0100000007' || 'genesis'
	|| '\x00' || '\x00'
	|| '\x0100000008' || '["CVN_"]'
	|| '\x01' || int4send(length(operator)) || operator::bytea
	|| '\x0100000005' || 'first'
	|| '\x0100000008' || int8send((extract(epoch FROM changed_at) * 1000000)::bigint)
	|| '\x01' || int4send(length(session_role)) || session_role::bytea
	|| '\x01' || int4send(length(effective_role)) || effective_role::bytea
	|| '\x0100000008' || 'a "name"'
	|| pg_temp.field(client_addr)
	|| '\x0100000008' || int8send(xid::text::bigint), 'the first entry, byte for byte') FROM ftf_config_history WHERE entry_id = 1;
SELECT is(xid, pg_current_xact_id(), 'xid is the transaction''s') FROM ftf_config_history WHERE entry_id = 15;

-- addresses and times that this session can't have: as they would be stored
ALTER TABLE ftf_config_history DISABLE TRIGGER ALL;
CREATE FUNCTION pg_temp.bytes_if(changed text) RETURNS bool LANGUAGE plpgsql AS $$
DECLARE
	same bool;
BEGIN
	EXECUTE 'UPDATE ftf_config_history SET ' || changed || ' WHERE entry_id = 15';
	SELECT ftf_entry_bytes(15) = pg_temp.entry_bytes(h) INTO same FROM ftf_config_history h WHERE entry_id = 15;
	RETURN same;
END
$$;
SELECT ok(pg_temp.bytes_if(changed), changed)
FROM unnest(ARRAY['client_addr = ''192.168.7.1''', 'client_addr = ''10.0.0.0/8''', 'client_addr = ''2001:db8::1''',
	'client_addr = ''fe80::1/64''', 'client_addr = NULL',
	'changed_at = ''1969-12-31 23:59:59.999999+00''']) changed;
SELECT is(substr(ftf_entry_bytes(15), 1, 19), 'ftf_config entry 1'::bytea || '\x00', 'the domain string has its NUL');

SELECT throws_ok(format('SELECT ftf_entry_bytes(%s)', id), '22023', format('entry %s does not exist', id), 'there is no entry ' || id)
FROM unnest(ARRAY[16, 0, -1, 9223372036854775807]) id;
SELECT throws_ok('SELECT ftf_entry_bytes(NULL)', 'UF005', 'entry_id is null', 'null is no entry');

SELECT * FROM finish();
ROLLBACK;
