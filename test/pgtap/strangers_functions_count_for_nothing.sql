-- Functions of others that bear our names, in our schema, give and take no right.
SET client_min_messages = warning;
\o /dev/null
DROP ROLE IF EXISTS ftf_strangers_editor, ftf_strangers_console;
CREATE ROLE ftf_strangers_editor LOGIN;
CREATE ROLE ftf_strangers_console LOGIN;
CREATE EXTENSION ftf_config;
SELECT ftf_grant('ftf_strangers_editor', 'editor'), ftf_grant('ftf_strangers_console', 'console'), current_user AS admin \gset
CREATE FUNCTION ftf_act_as(integer) RETURNS void LANGUAGE sql AS 'SELECT';
CREATE FUNCTION ftf_grant(integer) RETURNS void LANGUAGE sql AS 'SELECT';
GRANT EXECUTE ON FUNCTION ftf_act_as(integer), ftf_grant(integer) TO PUBLIC;
CREATE FUNCTION ftf_set(integer) RETURNS void LANGUAGE sql AS 'SELECT';
REVOKE ALL ON FUNCTION ftf_set(integer) FROM PUBLIC;
\set ON_ERROR_STOP off

\c - ftf_strangers_editor
SELECT ftf_set('CVN_A', '1', 'why');
\set editor :SQLSTATE
\c - ftf_strangers_console
SELECT ftf_set('CVN_A', '2', 'why');
\set console :SQLSTATE
\c - :admin
\set ON_ERROR_STOP on
SELECT ftf_grant('ftf_strangers_editor', 'editor');
\o

SELECT plan(3);
SELECT is(:'editor'::text, '00000', 'an editor is no service role by a stranger''s ftf_act_as');
SELECT is(:'console'::text, 'UF004', 'a service role is no administrator by a stranger''s ftf_grant');
SELECT is(has_function_privilege('ftf_strangers_editor', 'ftf_set(integer)', 'EXECUTE'), false, 'ftf_grant gives nothing on them');
SELECT * FROM finish();

\o /dev/null
DROP OWNED BY ftf_strangers_editor, ftf_strangers_console;
DROP ROLE ftf_strangers_editor, ftf_strangers_console;
