-- ftf_config.verify_progress: anyone may set it, it is off unless set, and it
-- changes nothing of what ftf_verify returns.  What it says is tested with a
-- client, in test/client/verify.pl.
BEGIN;
CREATE EXTENSION ftf_config;
\ir lib/ledger.sql
SELECT plan(8);
SET LOCAL client_min_messages = warning;
CREATE ROLE reader_of_progress;
SELECT ftf_grant('reader_of_progress', 'reader');

SELECT is(current_setting('ftf_config.verify_progress'), 'off', 'it is off');
SELECT is(context, 'user', 'anyone may set it') FROM pg_settings WHERE name = 'ftf_config.verify_progress';
SELECT throws_ok($$SET ftf_config.verify_progres = on$$, '42602', NULL, 'a misspelt setting is refused');
SELECT throws_ok($$SET ftf_config.verify_progress = 'some'$$, '22023', NULL, 'it is a boolean');
SET ROLE reader_of_progress;
SET LOCAL ftf_config.verify_progress = on;
SELECT count(*) AS findings FROM ftf_verify() \gset
RESET ROLE;
SELECT is(current_setting('ftf_config.verify_progress'), 'on', 'a reader sets it');
SELECT is(:findings, 0, 'everything verifies, as without it');
SELECT is((SELECT count(*) FROM ftf_verify('99:' || repeat('0', 64))), 1::bigint, 'a finding is a finding');

-- what refuses to go on is no ftf_verify, and tells nothing
SELECT lives_ok($$SELECT ftf_set('CVN_A', '7', 'goes on')$$, 'changes go on');
SELECT * FROM finish();
ROLLBACK;
