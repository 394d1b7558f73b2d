-- The columns of ftf_parameter that are generated from the definition are what
-- people read: they are computed again, and their expressions compared.
BEGIN;
CREATE EXTENSION ftf_config;
\ir lib/tampering.sql
SELECT plan(21);

SELECT ftf_define('CVN_N', '{"type": "number", "minimum": 0.10, "maximum": "2.50", "unit": "µm", "category": "a",
	"description": "b"}', 'sixth'), ftf_define('CVN_T', '{}', 'seventh') \gset
SELECT is_empty('SELECT * FROM ftf_verify()', 'untouched, everything verifies');

-- As a superuser who knows the catalogs forges what is generated.
CREATE FUNCTION pg_temp.forged(assignment text, key text) RETURNS text LANGUAGE sql AS $$
	SELECT pg_temp.found(format($q$
		CREATE TEMP TABLE was AS SELECT attnum, attgenerated FROM pg_attribute WHERE attrelid = 'ftf_parameter'::regclass AND attgenerated = 's';
		UPDATE pg_attribute SET attgenerated = '' WHERE attrelid = 'ftf_parameter'::regclass AND attgenerated = 's';
		UPDATE ftf_parameter SET %s WHERE key = %L;
		UPDATE pg_attribute a SET attgenerated = 's' FROM was WHERE attrelid = 'ftf_parameter'::regclass AND a.attnum = was.attnum$q$,
		assignment, key))
$$;
SELECT is(pg_temp.forged(assignment, key), 'definition ' || key, format('%s of %s', assignment, key))
FROM (VALUES ('type = ''text''', 'CVN_N'), ('minimum = 0', 'CVN_N'), ('minimum = 0.1', 'CVN_N'), ('maximum = 3', 'CVN_N'), ('maximum = NULL', 'CVN_N'),
	('unit = ''mm''', 'CVN_N'), ('category = ''c''', 'CVN_N'), ('description = ''c''', 'CVN_N'), ('description = NULL', 'CVN_N'),
	('type = ''number''', 'CVN_T'), ('type = NULL', 'CVN_T'), ('minimum = 1', 'CVN_T'), ('unit = ''''', 'CVN_T')) t(assignment, key);

-- the columns' nature, and their expressions
CREATE FUNCTION pg_temp.named(how text, OUT protection text, OUT set_state text) LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE how;
	protection := (SELECT string_agg(format('%s, %s', guard, object), ' ') FROM ftf_protection() WHERE NOT holds AND object <> 'server');
	BEGIN
		PERFORM ftf_define('CVN_M', '{}', 'no');
		set_state := 'done';
	EXCEPTION WHEN OTHERS THEN
		set_state := SQLSTATE;
	END;
	RAISE EXCEPTION 'undo' USING ERRCODE = 'UNDO1';
EXCEPTION WHEN SQLSTATE 'UNDO1' THEN
	RETURN;
END
$$;
SELECT is(n::text, '("columns, ftf_parameter",UF008)', how)
FROM unnest(ARRAY['ALTER TABLE ftf_parameter ALTER unit DROP EXPRESSION',
	-- what ALTER COLUMN ... SET EXPRESSION does, which PostgreSQL has from 17 on
	'UPDATE pg_attrdef SET adbin = (SELECT d.adbin FROM pg_attrdef d JOIN pg_attribute ON attrelid = d.adrelid AND attnum = d.adnum
		WHERE attrelid = ''ftf_parameter''::regclass AND attname = ''unit'')
	WHERE adrelid = ''ftf_parameter''::regclass AND adnum = (SELECT attnum FROM pg_attribute
		WHERE attrelid = ''ftf_parameter''::regclass AND attname = ''category'');
	ALTER TABLE ftf_parameter ALTER unit SET STATISTICS 10']) how, pg_temp.named(how) n;
SELECT current_setting('server_version_num')::int >= 170000 AS has_set_expression \gset
\if :has_set_expression
	SELECT is(n::text, '("columns, ftf_parameter",UF008)', how)
	FROM unnest(ARRAY['ALTER TABLE ftf_parameter DISABLE TRIGGER ALL; ALTER TABLE ftf_parameter ALTER unit SET EXPRESSION AS (''mm''::text)',
		'ALTER TABLE ftf_parameter ALTER minimum SET EXPRESSION AS (((definition ->> ''maximum''))::numeric)']) how, pg_temp.named(how) n;
\else
	SELECT skip('before PostgreSQL 17 an expression stays', 2);
\endif

-- what makes no difference
SELECT is_empty($$SELECT * FROM ftf_protection() WHERE guard = 'columns' AND NOT holds$$, 'as it was, all is said to be well');
CREATE SCHEMA hostile;
CREATE FUNCTION hostile.f(jsonb, text) RETURNS text LANGUAGE sql AS $$SELECT 'shadow'$$;
CREATE OPERATOR hostile.->> (LEFTARG = jsonb, RIGHTARG = text, FUNCTION = hostile.f);
CREATE DOMAIN hostile.numeric AS text;
CREATE FUNCTION pg_temp.hostile_path(OUT said text) LANGUAGE plpgsql AS $$
BEGIN
	PERFORM set_config('search_path', 'hostile, pg_catalog', true);
	said := (SELECT string_agg(object || ': ' || detail, ' ') FROM public.ftf_protection() WHERE guard = 'columns' AND NOT holds);
	PERFORM pg_catalog.set_config('search_path', 'public, tap', true);
END
$$;
SELECT is(pg_temp.hostile_path(), NULL, 'nor does a search_path that shadows operators and types');
SELECT is_empty('SELECT * FROM ftf_verify()', 'undone, everything verifies');

SELECT * FROM finish();
ROLLBACK;
