-- An index that hides rows would hide conflicts: one that isn't ours is not used.
BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION ftf_config;
SELECT plan(28);
\ir lib/caught.sql
SELECT ftf_set('CVN_A', '1', 'one'), ftf_set('CVN_A', '2', 'two'), ftf_snapshot('run') \gset

CREATE FUNCTION pg_temp.with_index(change text, OUT conflict text, OUT past text, OUT verify text, OUT protection text)
LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE change;
	conflict := (pg_temp.caught($q$SELECT ftf_set('CVN_A', '3', 'three', 1)$q$)).state;
	past := (pg_temp.caught($q$SELECT ftf_env_at(1)$q$)).state;
	verify := (SELECT string_agg(v.detail, ' ') FROM ftf_verify() v WHERE v.finding = 'unprotected');
	protection := (SELECT string_agg(p.detail, ' ') FROM ftf_protection() p WHERE p.guard = 'indexes' AND NOT p.holds);
	RAISE EXCEPTION 'undo' USING ERRCODE = 'UNDO1';
EXCEPTION WHEN SQLSTATE 'UNDO1' THEN
	RETURN;
END
$$;

CREATE TEMP TABLE change AS
SELECT c.*, i.* FROM (VALUES
	('none', 'SELECT 1', 'UF002', '00000'),
	('dropped', 'DROP INDEX ftf_config_history_key', 'UF008', '00000'),
	('partial', 'DROP INDEX ftf_config_history_key;
		CREATE INDEX ftf_config_history_key ON ftf_config_history (key, revision) WHERE false', 'UF008', '00000'),
	('on another table', 'CREATE TABLE other (key text COLLATE "C", revision bigint); DROP INDEX ftf_config_history_key;
		CREATE INDEX ftf_config_history_key ON other (key, revision)', 'UF008', '00000'),
	('on another column', 'DROP INDEX ftf_config_history_revision;
		CREATE INDEX ftf_config_history_revision ON ftf_config_history (kind)', 'UF002', 'UF008'),
	('in another order', 'DROP INDEX ftf_config_history_revision;
		CREATE INDEX ftf_config_history_revision ON ftf_config_history (revision DESC)', 'UF002', 'UF008'),
	('of another operator class', 'CREATE FUNCTION backwards(bigint, bigint) RETURNS integer IMMUTABLE LANGUAGE sql AS ''SELECT btint8cmp($2, $1)'';
		CREATE OPERATOR CLASS backwards FOR TYPE bigint USING btree AS OPERATOR 1 >, OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 4 <=,
			OPERATOR 5 <, FUNCTION 1 backwards(bigint, bigint);
		DROP INDEX ftf_config_history_revision;
		CREATE INDEX ftf_config_history_revision ON ftf_config_history (revision backwards)', 'UF002', 'UF008'),
	('of another kind', 'DROP INDEX ftf_config_history_revision;
		CREATE INDEX ftf_config_history_revision ON ftf_config_history USING brin (revision)', 'UF002', 'UF008'),
	('on an expression', 'DROP INDEX ftf_config_history_revision;
		CREATE INDEX ftf_config_history_revision ON ftf_config_history ((revision + 1))', 'UF002', 'UF008')) c(name, sql, wants_conflict, wants_past),
	pg_temp.with_index(c.sql) i;

SELECT is(conflict, wants_conflict, name || ': a conflict is not overlooked') FROM change;
SELECT is(past, wants_past, name || ': the past is not made up') FROM change;
SELECT ok((verify IS NULL) = (name = 'none') AND verify IS NOT DISTINCT FROM protection, name || ': ftf_verify and ftf_protection tell') FROM change;
SELECT is(ftf_set('CVN_A', '4', 'four'), 3::bigint, 'as it was, all goes on');

SELECT * FROM finish();
ROLLBACK;
