-- Keys and values are hashed byte for byte: only a database in UTF8 will do.
\o /dev/null
SET client_min_messages = warning;
SELECT current_database() AS here, current_database() || '_ascii' AS ascii, current_database() || '_latin1' AS latin1 \gset
SELECT format('DROP DATABASE IF EXISTS %I', db) FROM unnest(ARRAY[:'ascii', :'latin1']) db \gexec
CREATE DATABASE :"ascii" ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0;
CREATE DATABASE :"latin1" ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0;

-- what CREATE EXTENSION says there
\set try 'DO $$ DECLARE h text; BEGIN CREATE EXTENSION ftf_config; PERFORM set_config(''t.got'', ''done'', false); EXCEPTION WHEN OTHERS THEN GET STACKED DIAGNOSTICS h = PG_EXCEPTION_HINT; PERFORM set_config(''t.got'', format(''%s: %s. %s'', SQLSTATE, SQLERRM, h), false); END $$'
\c :ascii
:try;
SELECT current_setting('t.got') AS ascii_got, (SELECT count(*) FROM pg_extension WHERE extname = 'ftf_config') AS ascii_left \gset
\c :latin1
:try;
SELECT current_setting('t.got') AS latin1_got \gset
\c :here
:try;
SELECT current_setting('t.got') AS utf8_got \gset
DROP DATABASE :"ascii";
DROP DATABASE :"latin1";

\o
SELECT plan(4);
SELECT is(:'ascii_got'::text, '0A000: ftf_config needs a database in UTF8, not SQL_ASCII. CREATE DATABASE ... ENCODING ''UTF8'' TEMPLATE template0',
	'refused in SQL_ASCII, with what to do');
SELECT is(:'ascii_left'::text, '0', 'nothing is left there');
SELECT matches(:'latin1_got'::text, '^0A000: ftf_config needs a database in UTF8, not LATIN1', 'refused in LATIN1');
SELECT is(:'utf8_got'::text, 'done', 'installed in UTF8');
SELECT * FROM finish();
