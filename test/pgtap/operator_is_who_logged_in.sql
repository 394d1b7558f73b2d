-- The operator is the role that the server authenticated, whatever SET ROLE,
-- SET SESSION AUTHORIZATION or SECURITY DEFINER functions make current.
-- Real logins, so nothing here is rolled back: the database is thrown away,
-- the roles are dropped at the end and, after a failure, at the next start.
\o /dev/null
SET client_min_messages = warning;
DROP ROLE IF EXISTS ftf_op_alice, ftf_op_bob, ftf_op_editors, ftf_op_gone, "ftf_op's ""äö""", " ";
CREATE ROLE ftf_op_alice LOGIN;
CREATE ROLE ftf_op_bob LOGIN;
CREATE ROLE ftf_op_editors;
CREATE ROLE ftf_op_gone LOGIN SUPERUSER;
CREATE ROLE "ftf_op's ""äö""" LOGIN;
CREATE ROLE " " LOGIN;
GRANT ftf_op_editors TO ftf_op_alice;

CREATE EXTENSION ftf_config;
SELECT ftf_grant('ftf_op_alice', 'editor'), ftf_grant('ftf_op_editors', 'admin'),
	ftf_grant('ftf_op''s "äö"', 'editor'), ftf_grant(' ', 'editor'), ftf_grant(' ', 'pipeline');
GRANT CREATE ON SCHEMA public TO ftf_op_alice;
SELECT current_user AS admin, '"ftf_op''s ""äö"""' AS odd \gset

-- who the last entry says it was
CREATE FUNCTION last_change() RETURNS text LANGUAGE sql SECURITY DEFINER AS
	'SELECT format(''%s as %s'', operator, session_role) FROM public.ftf_config_history ORDER BY entry_id DESC LIMIT 1';
-- the SQLSTATE of a statement, or "done"
CREATE FUNCTION outcome(sql text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE sql;
	RETURN 'done';
EXCEPTION WHEN OTHERS THEN
	RETURN SQLSTATE;
END
$$;
CREATE FUNCTION set_as_admin(value text) RETURNS bigint LANGUAGE sql SECURITY DEFINER AS
	$$SELECT public.ftf_set('CVN_A', value, 'through a wrapper')$$;
CREATE FUNCTION snapshot_as_admin(run_id text) RETURNS jsonb LANGUAGE sql SECURITY DEFINER AS
	$$SELECT public.ftf_snapshot(run_id)$$;
CREATE FUNCTION taker(run text) RETURNS text LANGUAGE sql SECURITY DEFINER AS
	'SELECT taken_by FROM public.ftf_run WHERE run_id = run';

SELECT outcome($$SELECT ftf_set('CVN_A', '1', 'as administrator')$$) AS admin_plain, last_change() AS admin_plain_who \gset
SET ROLE ftf_op_alice;
SELECT outcome($$SELECT ftf_set('CVN_A', '2', 'as alice')$$) AS admin_role, last_change() AS admin_role_who \gset
RESET ROLE;
SET SESSION AUTHORIZATION ftf_op_alice;
SELECT outcome($$SELECT ftf_set('CVN_A', '3', 'as alice')$$) AS admin_auth, last_change() AS admin_auth_who \gset
RESET SESSION AUTHORIZATION;

\c - ftf_op_alice
SELECT outcome($$SELECT ftf_set('CVN_A', '4', 'as myself')$$) AS alice_plain, last_change() AS alice_plain_who \gset
SET ROLE ftf_op_editors;
SELECT outcome($$SELECT ftf_set('CVN_A', '5', 'as a group')$$) AS alice_group, last_change() AS alice_group_who \gset
RESET ROLE;
SELECT outcome($$SELECT set_as_admin('6')$$) AS alice_wrapped, last_change() AS alice_wrapped_who \gset
SET application_name = 'console 1';
BEGIN;
SELECT outcome($$SELECT ftf_set('CVN_A', '7', 'for the other columns')$$) AS alice_columns, pg_current_xact_id() AS alice_xid \gset
COMMIT;
SELECT outcome($$SET SESSION AUTHORIZATION ftf_op_bob$$) AS alice_auth,
	outcome($$SET application_name = 'ftf_op_bob'$$) AS alice_app \gset
CREATE FUNCTION set_as_alice(value text) RETURNS bigint LANGUAGE sql SECURITY DEFINER AS
	$$SELECT public.ftf_set('CVN_A', value, 'through alice''s wrapper')$$;

\c - ftf_op_bob
SELECT outcome($$SELECT ftf_set('CVN_A', '8', 'without the right')$$) AS bob_plain \gset
SELECT outcome($$SELECT set_as_alice('8')$$) AS bob_alice, last_change() AS bob_alice_who \gset
SELECT outcome($$SELECT set_as_admin('9')$$) AS bob_admin, last_change() AS bob_admin_who \gset
SELECT outcome($$SELECT snapshot_as_admin('bob''s run')$$) AS bob_run, taker('bob''s run') AS bob_run_who \gset
SELECT outcome($$SELECT ftf_set('CVN_A', '10', 'again without')$$) AS bob_again \gset

-- a role that every session begins with
\c - :admin
ALTER ROLE ftf_op_alice SET role = ftf_op_editors;
\c - ftf_op_alice
SELECT current_user AS alice_is, outcome($$SELECT ftf_set('CVN_A', '11', 'with a default role')$$) AS alice_default,
	last_change() AS alice_default_who \gset

-- names that need care
\c - :odd
SELECT outcome($$SELECT ftf_set('CVN_A', '12', 'with an odd name')$$) AS odd_plain, last_change() AS odd_who \gset
\c - " "
SELECT session_user = ' ' AS blank_in, outcome($$SELECT ftf_set('CVN_A', '13', 'nobody')$$) AS blank_plain,
	outcome($$SELECT ftf_snapshot('nobody''s')$$) AS blank_run \gset

-- a role that was dropped under its session
\c - ftf_op_gone
SET SESSION AUTHORIZATION :"admin";
DROP ROLE ftf_op_gone;
SELECT outcome($$SELECT ftf_set('CVN_A', '14', 'gone')$$) AS gone_plain \gset

\c - :admin
\o
SELECT plan(29);
SELECT is(:'admin_plain_who'::text, format('%1$s as %1$s', :'admin'), 'an administrator is recorded');
SELECT is(:'admin_role'::text, 'done', 'SET ROLE to an editor may set');
SELECT is(:'admin_role_who'::text, format('%1$s as %1$s', :'admin'), 'SET ROLE does not change the operator');
SELECT is(:'admin_auth'::text, 'done', 'SET SESSION AUTHORIZATION to an editor may set');
SELECT is(:'admin_auth_who'::text, format('%1$s as %1$s', :'admin'), 'SET SESSION AUTHORIZATION does not change the operator');
SELECT is(:'alice_plain_who'::text, 'ftf_op_alice as ftf_op_alice', 'an editor is recorded');
SELECT is(:'alice_group'::text, 'done', 'SET ROLE to a group of the editor''s may set');
SELECT is(:'alice_group_who'::text, 'ftf_op_alice as ftf_op_alice', 'the operator is the person, not the group');
SELECT is(:'alice_wrapped_who'::text, 'ftf_op_alice as ftf_op_alice', 'a definer''s function: the caller is recorded');
SELECT is(:'alice_auth'::text, '42501', 'an editor can''t SET SESSION AUTHORIZATION');
SELECT is(:'bob_plain'::text, '42501', 'who was granted nothing may not set');
SELECT is(:'bob_alice'::text, 'done', 'but may call a wrapper');
SELECT is(:'bob_alice_who'::text, 'ftf_op_bob as ftf_op_bob', 'an editor''s wrapper does not lend its name');
SELECT is(:'bob_admin_who'::text, 'ftf_op_bob as ftf_op_bob', 'nor does an administrator''s');
SELECT is(:'bob_again'::text, '42501', 'a wrapper leaves no right behind');
SELECT is(:'bob_run'::text, 'done', 'a wrapper may take a snapshot');
SELECT is(:'bob_run_who'::text, 'ftf_op_bob', 'which is the caller''s');
SELECT is(:'alice_is'::text, 'ftf_op_editors', 'a role can begin as another');
SELECT is(:'alice_default'::text, 'done', 'and set');
SELECT is(:'alice_default_who'::text, 'ftf_op_alice as ftf_op_alice', 'still it is who logged in');
SELECT is(:'odd_who'::text, format('%1$s as %1$s', 'ftf_op''s "äö"'), 'a name is kept byte for byte');
SELECT is(:'blank_in'::text, 't', 'a role can have a blank name');
SELECT is(:'blank_plain'::text, 'UF004', 'but no change is made in a blank name');
SELECT is(:'blank_run'::text, 'UF004', 'nor a snapshot taken');
SELECT is(:'gone_plain'::text, 'UF004', 'nor in that of a role that was dropped');

SELECT is((operator, session_role, application_name, client_addr, reason),
	('ftf_op_alice'::text, 'ftf_op_alice'::text, 'console 1'::text, inet_client_addr(), 'for the other columns'::text), 'where it came from is recorded')
FROM ftf_config_history WHERE new_value = '7';
SELECT is(xid::text, :'alice_xid', 'and in which transaction') FROM ftf_config_history WHERE new_value = '7';
SELECT results_eq('SELECT new_value, effective_role FROM ftf_config_history WHERE new_value IN (''4'', ''5'', ''8'') ORDER BY 1',
	$$VALUES ('4', 'ftf_op_alice'), ('5', 'ftf_op_editors'), ('8', 'ftf_op_alice')$$,
	'so is whose privileges made it: the group''s after SET ROLE, the definer''s in a wrapper');
SELECT ok(bool_and(changed_at BETWEEN now() - interval '1 hour' AND now())
	AND (SELECT updated_at >= max(changed_at) FROM ftf_config GROUP BY updated_at), 'and when')
FROM ftf_config_history;

SELECT * FROM finish();
DROP FUNCTION set_as_alice;
DROP OWNED BY ftf_op_alice, ftf_op_editors, "ftf_op's ""äö""", " ";
DROP ROLE ftf_op_alice, ftf_op_bob, ftf_op_editors, "ftf_op's ""äö""", " ";
