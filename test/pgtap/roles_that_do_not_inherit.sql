-- Who speaks for others is told by what a role may do, not by its memberships:
-- one that does not inherit what a console's role may is a person, until it
-- becomes that role.
\o /dev/null
SET client_min_messages = warning;
DROP ROLE IF EXISTS ftf_ni_consoles, ftf_ni_admins, ftf_ni_person, ftf_ni_super, ftf_ni_super_heir, ftf_ni_option, ftf_ni_heir;
CREATE ROLE ftf_ni_consoles;
CREATE ROLE ftf_ni_admins;
CREATE ROLE ftf_ni_person LOGIN NOINHERIT IN ROLE ftf_ni_consoles, ftf_ni_admins;
CREATE ROLE ftf_ni_super LOGIN SUPERUSER NOINHERIT IN ROLE ftf_ni_consoles;
CREATE ROLE ftf_ni_super_heir LOGIN SUPERUSER IN ROLE ftf_ni_consoles;
-- from PostgreSQL 16 on each membership has the option
CREATE ROLE ftf_ni_option LOGIN;
CREATE ROLE ftf_ni_heir LOGIN NOINHERIT;
SELECT current_setting('server_version_num')::int >= 160000 AS has_option, current_user AS admin \gset
\if :has_option
	GRANT ftf_ni_consoles TO ftf_ni_option WITH INHERIT FALSE, SET FALSE;
	GRANT ftf_ni_consoles TO ftf_ni_heir WITH INHERIT TRUE;
\else
	ALTER ROLE ftf_ni_option NOINHERIT;
	ALTER ROLE ftf_ni_heir INHERIT;
	GRANT ftf_ni_consoles TO ftf_ni_option, ftf_ni_heir;
\endif
CREATE EXTENSION ftf_config;
SELECT ftf_grant('ftf_ni_consoles', 'console'), ftf_grant('ftf_ni_admins', 'admin'), ftf_grant('ftf_ni_person', 'editor'),
	ftf_grant('ftf_ni_option', 'editor');

CREATE TABLE got (step text PRIMARY KEY, outcome text);
GRANT INSERT ON got TO PUBLIC;
-- Notes the SQLSTATE of a statement, or who made the change that it made.
CREATE FUNCTION try(step text, sql text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	outcome text := 'done';
BEGIN
	EXECUTE sql;
	IF sql ~ 'ftf_set' THEN
		SELECT operator INTO outcome FROM ftf_config_history ORDER BY entry_id DESC LIMIT 1;
	END IF;
	INSERT INTO got VALUES (step, outcome);
EXCEPTION WHEN OTHERS THEN
	INSERT INTO got VALUES (step, SQLSTATE);
END
$$;
CREATE FUNCTION change(step text) RETURNS void LANGUAGE sql AS
	$$SELECT try(step, format('SELECT ftf_set(''CVN_A'', %L, ''a step of the test'')', step))$$;
CREATE FUNCTION act_as_for_anyone(person text) RETURNS void LANGUAGE sql SECURITY DEFINER AS 'SELECT public.ftf_act_as(person)';

\c - ftf_ni_person
SELECT change('a member that does not inherit');
SELECT try('who may not name anybody', 'SELECT ftf_act_as(''alice'')');
SELECT try('nor through a wrapper', 'SELECT act_as_for_anyone(''alice'')');
BEGIN;
SET LOCAL ROLE ftf_ni_consoles;
SELECT change('having become the console''s role');
SELECT ftf_act_as('alice');
SELECT change('which names alice');
COMMIT;
BEGIN;
SET LOCAL ROLE ftf_ni_admins;
SELECT change('having become an administrator');
COMMIT;

\c - ftf_ni_super
SELECT change('a superuser that does not inherit');
\c - ftf_ni_super_heir
SELECT change('a superuser that inherits');

\c - ftf_ni_option
SELECT change('a membership without inheritance');
SELECT try('which may not name anybody', 'SELECT ftf_act_as(''alice'')');
SELECT try('nor through a wrapper, which lends nothing', 'SELECT act_as_for_anyone(''alice'')');
\c - ftf_ni_heir
SELECT change('a membership with inheritance');
BEGIN;
SELECT ftf_act_as('alice');
SELECT change('which names somebody');
COMMIT;

\c - :admin
\o
SELECT plan(12);
SELECT is(outcome, expected, e.step)
FROM (VALUES
	('a member that does not inherit', 'ftf_ni_person'),
	('who may not name anybody', '42501'),
	('nor through a wrapper', '42501'),
	('having become the console''s role', 'UF004'),
	('which names alice', 'alice'),
	('having become an administrator', 'ftf_ni_person'),
	('a superuser that does not inherit', 'ftf_ni_super'),
	('a superuser that inherits', 'UF004'),
	('a membership without inheritance', 'ftf_ni_option'),
	('nor through a wrapper, which lends nothing', '42501'),
	('a membership with inheritance', 'UF004'),
	('which names somebody', 'alice')) e(step, expected)
LEFT JOIN got USING (step);
SELECT * FROM finish();

DROP OWNED BY ftf_ni_consoles, ftf_ni_admins, ftf_ni_person, ftf_ni_option;
DROP ROLE ftf_ni_consoles, ftf_ni_admins, ftf_ni_person, ftf_ni_super, ftf_ni_super_heir, ftf_ni_option, ftf_ni_heir;
