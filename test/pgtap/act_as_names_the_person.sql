-- A console's role must name the person for each transaction, and only a role
-- that itself holds the right can name anybody.
-- Real logins: see operator_is_who_logged_in.sql.
\o /dev/null
SET client_min_messages = warning;
DROP ROLE IF EXISTS ftf_act_console, ftf_act_member, ftf_act_consoles, ftf_act_editor, ftf_act_admin, ftf_act_both,
	ftf_act_super, ftf_act_heir;
CREATE ROLE ftf_act_console LOGIN;
CREATE ROLE ftf_act_consoles;
CREATE ROLE ftf_act_member LOGIN IN ROLE ftf_act_consoles;
CREATE ROLE ftf_act_editor LOGIN;
CREATE ROLE ftf_act_admin LOGIN;
CREATE ROLE ftf_act_both LOGIN;
CREATE ROLE ftf_act_super LOGIN SUPERUSER;
CREATE EXTENSION ftf_config;
SELECT ftf_grant('ftf_act_console', 'console'), ftf_grant('ftf_act_consoles', 'console'), ftf_grant('ftf_act_editor', 'editor'),
	ftf_grant('ftf_act_admin', 'admin'), ftf_grant('ftf_act_both', 'console'), ftf_grant('ftf_act_both', 'pipeline');
SELECT current_user AS admin \gset
CREATE ROLE ftf_act_heir LOGIN IN ROLE :"admin";

CREATE TABLE got (step text PRIMARY KEY, outcome text);
GRANT INSERT ON got TO PUBLIC;
-- Notes the SQLSTATE of a statement, or who made the change that it made.
CREATE FUNCTION try(step text, sql text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	result text;
	outcome text := 'done';
BEGIN
	EXECUTE sql INTO result;
	IF sql ~ 'ftf_set' THEN
		SELECT format('%s as %s', operator, session_role) INTO outcome
		FROM ftf_config_history ORDER BY entry_id DESC LIMIT 1;
	ELSIF result <> '' THEN
		outcome := result;
	END IF;
	INSERT INTO got VALUES (step, outcome);
EXCEPTION WHEN OTHERS THEN
	INSERT INTO got VALUES (step, SQLSTATE);
END
$$;
-- One change, of another value each time.
CREATE FUNCTION change(step text) RETURNS void LANGUAGE sql AS
	$$SELECT try(step, format('SELECT ftf_set(''CVN_A'', %L, ''a step of the test'')', step))$$;
CREATE FUNCTION act_as_for_anyone(person text) RETURNS void LANGUAGE sql SECURITY DEFINER AS 'SELECT public.ftf_act_as(person)';
-- Its owner holds the right by a grant.
CREATE FUNCTION act_as_lent(person text) RETURNS void LANGUAGE sql SECURITY DEFINER AS 'SELECT public.ftf_act_as(person)';
GRANT CREATE ON SCHEMA public TO ftf_act_console;
ALTER FUNCTION act_as_lent OWNER TO ftf_act_console;
CREATE PROCEDURE act_and_commit() LANGUAGE plpgsql AS $$
BEGIN
	PERFORM ftf_act_as('carol');
	PERFORM change('before commit in a procedure');
	COMMIT;
	PERFORM change('after commit in a procedure');
END
$$;

SELECT ftf_set('CVN_A', '0', 'so that there is something');

\c - ftf_act_console
SELECT change('console names nobody');
BEGIN;
SELECT ftf_act_as('alice');
SELECT change('console names alice');
SELECT change('console, second change in the transaction');
SELECT ftf_act_as('bob');
SELECT change('console names another');
COMMIT;
SELECT change('console in the next transaction');
BEGIN;
SELECT ftf_act_as('alice');
ROLLBACK;
SELECT change('console after a rollback');
SELECT ftf_act_as('alice');
SELECT change('console after a statement of its own');

BEGIN;
SELECT ftf_act_as('alice');
SAVEPOINT s;
SELECT ftf_act_as('mallory');
ROLLBACK TO s;
SELECT change('savepoint rolled back to the name before');
SAVEPOINT t;
SELECT ftf_act_as('bob');
RELEASE t;
SELECT change('savepoint released keeps its name');
COMMIT;
BEGIN;
SAVEPOINT s;
SELECT ftf_act_as('mallory');
ROLLBACK TO s;
SELECT change('savepoint rolled back to no name');
COMMIT;
BEGIN;
SAVEPOINT s;
SAVEPOINT t;
SELECT ftf_act_as('mallory');
RELEASE t;
ROLLBACK TO s;
SELECT change('outer savepoint rolled back');
COMMIT;
BEGIN;
SELECT ftf_act_as('alice');
SAVEPOINT s;
SAVEPOINT t;
RELEASE t;
ROLLBACK TO s;
SELECT change('name from before the savepoints');
COMMIT;

CALL act_and_commit();
SELECT try('no name', 'SELECT ftf_act_as(NULL)');
SELECT try('empty name', 'SELECT ftf_act_as('''')');
SELECT try('blank name', E'SELECT ftf_act_as('' \t\n'')');
SELECT try('blank name of other spaces', E'SELECT ftf_act_as(''\u00a0\u2003\u3000'')');
BEGIN;
SELECT ftf_act_as('Ægir "the odd" O''Neill');
SELECT change('a name with odd letters');
COMMIT;
BEGIN;
SELECT ftf_act_as('alice');
DISCARD TEMP;
RESET ALL;
SELECT change('reset in between');
COMMIT;
SELECT try('console may not snapshot', 'SELECT ftf_snapshot(''r'')');

\c - ftf_act_member
SELECT change('member of a console''s role');
BEGIN;
SELECT ftf_act_as('alice');
SET LOCAL ROLE ftf_act_consoles;
SELECT change('member names alice');
COMMIT;

\c - ftf_act_editor
SELECT change('editor');
SELECT try('editor acts for others', 'SELECT ftf_act_as(''alice'')');
BEGIN;
SELECT try('editor acts through a wrapper', 'SELECT act_as_for_anyone(''alice'')');
SELECT try('editor acts through a wrapper of the console''s role', 'SELECT act_as_lent(''alice'')');
SELECT change('editor after the wrapper');
COMMIT;

\c - ftf_act_heir
SELECT try('who inherits from the owner of the functions', 'SELECT ftf_act_as(''alice'')');

\c - ftf_act_admin
SELECT change('admin in the own name');
BEGIN;
SELECT ftf_act_as('alice');
SELECT change('admin for alice');
COMMIT;
SELECT change('admin again');

\c - ftf_act_super
SELECT change('superuser in the own name');
BEGIN;
SET LOCAL SESSION AUTHORIZATION ftf_act_console;
SELECT change('superuser as console''s role');
COMMIT;
BEGIN;
SELECT ftf_act_as('alice');
SELECT change('superuser for alice');
COMMIT;

\c - ftf_act_both
BEGIN;
SELECT try('service takes a run', 'SELECT ftf_snapshot(''nobody''''s run'')'),
	try('its taker', 'SELECT taken_by FROM ftf_run WHERE run_id = ''nobody''''s run''');
SELECT ftf_act_as('alice');
SELECT try('service takes alice''s run', 'SELECT ftf_snapshot(''alice''''s run'')'),
	try('taken for alice', 'SELECT taken_by FROM ftf_run WHERE run_id = ''alice''''s run''');
COMMIT;

\c - :admin
\o
SELECT plan(38);
SELECT is(outcome, expected, e.step)
FROM (VALUES
	('console names nobody', 'UF004'),
	('console names alice', 'alice as ftf_act_console'),
	('console, second change in the transaction', 'alice as ftf_act_console'),
	('console names another', 'bob as ftf_act_console'),
	('console in the next transaction', 'UF004'),
	('console after a rollback', 'UF004'),
	('console after a statement of its own', 'UF004'),
	('savepoint rolled back to the name before', 'alice as ftf_act_console'),
	('savepoint released keeps its name', 'bob as ftf_act_console'),
	('savepoint rolled back to no name', 'UF004'),
	('outer savepoint rolled back', 'UF004'),
	('name from before the savepoints', 'alice as ftf_act_console'),
	('before commit in a procedure', 'carol as ftf_act_console'),
	('after commit in a procedure', 'UF004'),
	('no name', 'UF004'),
	('empty name', 'UF004'),
	('blank name', 'UF004'),
	('blank name of other spaces', 'UF004'),
	('a name with odd letters', 'Ægir "the odd" O''Neill as ftf_act_console'),
	('reset in between', 'alice as ftf_act_console'),
	('console may not snapshot', '42501'),
	('member of a console''s role', 'UF004'),
	('member names alice', 'alice as ftf_act_member'),
	('editor', 'ftf_act_editor as ftf_act_editor'),
	('editor acts for others', '42501'),
	('editor acts through a wrapper', '42501'),
	('editor acts through a wrapper of the console''s role', '42501'),
	('who inherits from the owner of the functions', '42501'),
	('editor after the wrapper', 'ftf_act_editor as ftf_act_editor'),
	('admin in the own name', 'ftf_act_admin as ftf_act_admin'),
	('admin for alice', 'alice as ftf_act_admin'),
	('admin again', 'ftf_act_admin as ftf_act_admin'),
	('superuser in the own name', 'ftf_act_super as ftf_act_super'),
	('superuser as console''s role', 'ftf_act_super as ftf_act_super'),
	('superuser for alice', 'alice as ftf_act_super'),
	('its taker', 'ftf_act_both'),
	('taken for alice', 'alice')) e(step, expected)
LEFT JOIN got USING (step);
SELECT is_empty('SELECT * FROM ftf_verify()', 'the ledger verifies');
SELECT * FROM finish();

DROP OWNED BY ftf_act_console, ftf_act_consoles, ftf_act_editor, ftf_act_admin, ftf_act_both;
DROP ROLE ftf_act_console, ftf_act_member, ftf_act_consoles, ftf_act_editor, ftf_act_admin, ftf_act_both, ftf_act_super,
	ftf_act_heir;
