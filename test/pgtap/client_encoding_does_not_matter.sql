-- What a client sends in an encoding of its own is kept as UTF-8, and read in any.
BEGIN;
CREATE EXTENSION ftf_config;
SELECT plan(4);

\set e_acute `printf '\351'`
SET LOCAL client_encoding = 'LATIN1';
SELECT ftf_set('CVN_A', :'e_acute', 'why') AS revision \gset
SELECT convert_to(ftf_get('CVN_A'), 'UTF8') AS bytes \gset
SELECT ftf_get('CVN_A') = :'e_acute' AS same \gset
RESET client_encoding;
SELECT is(:'bytes'::text, '\xc3a9', 'a letter in LATIN1 is kept in UTF-8');
SELECT is(:'same'::text, 't', 'and read in LATIN1');
SELECT is(ftf_get('CVN_A'), 'é', 'or in UTF-8');

SET LOCAL client_encoding = 'LATIN1';
SELECT throws_ok($$SELECT ftf_set('CVN_A', '$$ || :'e_acute' || $$', NULL)$$, 'UF004', NULL,
	'errors are told there too');
SELECT * FROM finish();
ROLLBACK;
