-- A table that refers to ftf_parameter by a foreign key is ordinary use: its
-- constraint is checked when a definition changes, wherever that is called
-- from, and what it sets off sees the change as a whole.
BEGIN;
CREATE EXTENSION ftf_config;
SET LOCAL client_min_messages = warning;
SELECT plan(13);
\ir lib/caught.sql

SELECT ftf_define('CVN_A', '{"type": "integer"}', 'first') AS defined \gset
SELECT ftf_define('CVN_B', '{"type": "integer"}', 'second') AS defined \gset
CREATE TABLE owner (key text REFERENCES ftf_parameter, person text);
INSERT INTO owner VALUES ('CVN_A', 'alice');
SELECT is(ftf_define('CVN_A', '{"type": "number"}', 'third'), 3::bigint, 'a definition still changes');
SELECT lives_ok($$DO 'DECLARE r bigint; BEGIN r := ftf_define(''CVN_A'', ''{"type": "text"}'', ''fourth''); END'$$,
	'also in an assignment');
SELECT throws_ok($$SELECT ftf_undefine('CVN_A', 'why')$$, '23503', NULL, 'one that is referred to stays');
SELECT throws_ok($$DO 'DECLARE r bigint; BEGIN r := ftf_undefine(''CVN_A'', ''why''); END'$$, '23503', NULL,
	'also in an assignment');
SELECT is(ftf_undefine('CVN_B', 'fifth'), 5::bigint, 'another goes');

-- what follows from a change makes a change itself
CREATE TABLE note (key text REFERENCES ftf_parameter ON DELETE CASCADE);
INSERT INTO note VALUES ('CVN_A');
CREATE FUNCTION pg_temp.follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM ftf_set('CVN_FOLLOWED', OLD.key, 'its definition went');
	RETURN OLD;
END
$$;
CREATE TRIGGER follow AFTER DELETE ON note FOR EACH ROW EXECUTE FUNCTION pg_temp.follow();
DELETE FROM owner;
SELECT is(ftf_undefine('CVN_A', 'sixth'), 6::bigint, 'a definition goes with what refers to it');
SELECT is_empty('SELECT * FROM note', 'which is gone');
SELECT is(ftf_get('CVN_FOLLOWED'), 'CVN_A', 'and what that set off is done');
SELECT is((SELECT revision FROM ftf_config), 7::bigint, 'in a revision of its own');

-- a constraint that is checked at the end of the transaction
CREATE TABLE later (key text REFERENCES ftf_parameter DEFERRABLE INITIALLY DEFERRED);
SELECT ftf_define('CVN_A', '{}', 'eighth') AS defined \gset
INSERT INTO later VALUES ('CVN_A');
SELECT is(ftf_undefine('CVN_A', 'ninth'), 9::bigint, 'a deferred constraint waits');
SELECT is((pg_temp.caught('SET CONSTRAINTS ALL IMMEDIATE')).state, '23503', 'and is checked');
SELECT is(ftf_define('CVN_A', '{}', 'tenth'), 10::bigint, 'a definition that comes back fulfils it');
SELECT is_empty('SELECT * FROM ftf_verify()', 'all of it verifies');

SELECT * FROM finish();
ROLLBACK;
