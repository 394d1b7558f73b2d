-- Operators and run ids stand within lines that people read, such as the
-- detail of UF002: one that has a line's end could forge the next line.
\o /dev/null
SET client_min_messages = warning;
CREATE EXTENSION ftf_config;
\ir lib/caught.sql
SELECT ftf_set('CVN_A', '1', 'so that there is something');
\o
SELECT plan(9);
SELECT is((c.state, c.message)::text, ('UF005', 'the operator has a newline or tab')::text, format('an operator with %s', what))
FROM (VALUES (E'alice\nbob', 'a newline'), (E'alice\tbob', 'a tab')) n (name, what),
	pg_temp.caught(format('SELECT ftf_act_as(%L)', name)) c;
SELECT is((c.state, c.message)::text, ('UF005', 'the run_id has a newline or tab')::text, format('a run_id with %s', what))
FROM (VALUES (E'run\n1', 'a newline'), (E'run\t1', 'a tab')) n (name, what),
	pg_temp.caught(format('SELECT ftf_snapshot(%L)', name)) c;
SELECT is(c.state, '00000', format('a reason with %s', what))
FROM (VALUES (E'first\nsecond', 'a newline'), (E'first\tsecond', 'a tab')) n (reason, what),
	pg_temp.caught(format('SELECT ftf_set(''CVN_A'', %L, %L)', what, reason)) c;

-- A role can have any name; that of an operator can't.
SELECT lives_ok($$CREATE ROLE "ftf_line
break" LOGIN SUPERUSER$$, 'a role of two lines');
SET SESSION AUTHORIZATION "ftf_line
break";
SELECT is((pg_temp.caught($$SELECT ftf_act_as('alice')$$)).state, '00000', 'may name a person');
RESET SESSION AUTHORIZATION;
SELECT lives_ok($$DROP ROLE "ftf_line
break"$$, 'and goes');
SELECT * FROM finish();
