/* ftf_config: parameters of experiment-tuned pipelines, with their history */

\echo Use "CREATE EXTENSION ftf_config" to load this file. \quit

-- Keys and values are compared and hashed byte for byte, as UTF-8.
DO $$
BEGIN
	IF pg_catalog.current_setting('server_encoding') OPERATOR(pg_catalog.<>) 'UTF8' THEN
		RAISE EXCEPTION USING
			ERRCODE = 'feature_not_supported',
			MESSAGE = pg_catalog.format('ftf_config needs a database in UTF8, not %s',
				pg_catalog.current_setting('server_encoding')),
			HINT = 'CREATE DATABASE ... ENCODING ''UTF8'' TEMPLATE template0';
	END IF;
END
$$;

----------------------------------------------------------------------
-- Tables.  Columns are known to the C code by number (columns.h).
----------------------------------------------------------------------

CREATE TABLE ftf_config (
	id                integer NOT NULL CHECK (id OPERATOR(pg_catalog.=) 1),
	base_env          jsonb NOT NULL,
	governed_prefixes text[] NOT NULL,
	revision          bigint PRIMARY KEY,
	head              bytea NOT NULL,
	updated_at        timestamptz NOT NULL
) WITH (
	-- each change leaves a dead row behind
	autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 100,
	toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 1000
);
-- written anew at each change: a copy of memory, no compression
ALTER TABLE ftf_config ALTER COLUMN base_env SET STORAGE EXTERNAL;

CREATE TABLE ftf_config_history (
	entry_id         bigint PRIMARY KEY,
	revision         bigint NOT NULL,
	kind             text NOT NULL,
	key              text COLLATE "C",
	old_value        text,
	new_value        text,
	operator         text NOT NULL,
	reason           text NOT NULL,
	changed_at       timestamptz NOT NULL,
	session_role     text NOT NULL,
	effective_role   text NOT NULL,
	application_name text NOT NULL,
	client_addr      inet,
	xid              xid8 NOT NULL,
	prev_hash        bytea NOT NULL,
	hash             bytea NOT NULL,
	chain_id         uuid NOT NULL
);
CREATE INDEX ftf_config_history_key ON ftf_config_history (key, revision);
CREATE INDEX ftf_config_history_revision ON ftf_config_history (revision);

CREATE TABLE ftf_parameter (
	key         text COLLATE "C" PRIMARY KEY,
	definition  jsonb NOT NULL,
	type        text GENERATED ALWAYS AS (COALESCE(definition OPERATOR(pg_catalog.->>) 'type', 'text')) STORED,
	minimum     numeric GENERATED ALWAYS AS (((definition OPERATOR(pg_catalog.->>) 'minimum'))::numeric) STORED,
	maximum     numeric GENERATED ALWAYS AS (((definition OPERATOR(pg_catalog.->>) 'maximum'))::numeric) STORED,
	unit        text GENERATED ALWAYS AS (definition OPERATOR(pg_catalog.->>) 'unit') STORED,
	category    text GENERATED ALWAYS AS (definition OPERATOR(pg_catalog.->>) 'category') STORED,
	description text GENERATED ALWAYS AS (definition OPERATOR(pg_catalog.->>) 'description') STORED
);

CREATE TABLE ftf_run (
	run_id    text COLLATE "C" PRIMARY KEY,
	revision  bigint NOT NULL,
	head      bytea NOT NULL,
	env_hash  bytea NOT NULL,
	overrides jsonb NOT NULL,
	taken_at  timestamptz NOT NULL,
	taken_by  text NOT NULL,
	xid       xid8 NOT NULL,
	hash      bytea NOT NULL
);

-- Not unique: two runs that race store the same twice and don't wait.
CREATE TABLE ftf_run_env (
	revision bigint NOT NULL,
	env_hash bytea NOT NULL,
	base_env jsonb NOT NULL
);
CREATE INDEX ftf_run_env_revision ON ftf_run_env (revision);

-- Not dumped: while it is empty, rows may come from a dump.
CREATE TABLE ftf_installation (
	written_at timestamptz NOT NULL,
	xid        xid8 NOT NULL,
	wrote      text NOT NULL
);

-- Simple enough for statements on it to reach the guards of ftf_run.
CREATE VIEW finetune_runs AS
SELECT r.run_id,
	(SELECT e.base_env
	 FROM ftf_run_env e
	 WHERE e.revision OPERATOR(pg_catalog.=) r.revision
		AND e.env_hash OPERATOR(pg_catalog.=) r.env_hash
	 LIMIT 1) AS base_env,
	r.overrides, r.revision, r.head, r.taken_at, r.taken_by, r.hash
FROM ftf_run r;

SELECT pg_catalog.pg_extension_config_dump('ftf_config', '');
SELECT pg_catalog.pg_extension_config_dump('ftf_config_history', '');
SELECT pg_catalog.pg_extension_config_dump('ftf_parameter', '');
SELECT pg_catalog.pg_extension_config_dump('ftf_run', '');
SELECT pg_catalog.pg_extension_config_dump('ftf_run_env', '');

----------------------------------------------------------------------
-- Guards
----------------------------------------------------------------------

CREATE FUNCTION ftf_guard_row() RETURNS trigger
	LANGUAGE c AS 'MODULE_PATHNAME', 'ftf_guard_row';
CREATE FUNCTION ftf_guard_statement() RETURNS trigger
	LANGUAGE c AS 'MODULE_PATHNAME', 'ftf_guard_statement';

DO $$
DECLARE
	guarded text;
BEGIN
	FOREACH guarded IN ARRAY ARRAY['ftf_config', 'ftf_config_history', 'ftf_parameter',
		'ftf_run', 'ftf_run_env', 'ftf_installation']
	LOOP
		EXECUTE pg_catalog.format($sql$
			CREATE TRIGGER ftf_guard_row BEFORE INSERT OR UPDATE OR DELETE ON %1$I
				FOR EACH ROW EXECUTE FUNCTION ftf_guard_row();
			CREATE TRIGGER ftf_guard_statement BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON %1$I
				FOR EACH STATEMENT EXECUTE FUNCTION ftf_guard_statement();
			ALTER TABLE %1$I ENABLE ALWAYS TRIGGER ftf_guard_row;
			ALTER TABLE %1$I ENABLE ALWAYS TRIGGER ftf_guard_statement;
		$sql$, guarded);
	END LOOP;
END
$$;

-- A write to the view, whatever columns and however many rows it names, is a
-- write to ftf_run.  (Triggers on a view can't be ENABLE ALWAYS.)
CREATE RULE ftf_guard_insert AS ON INSERT TO finetune_runs DO INSTEAD
	INSERT INTO ftf_run DEFAULT VALUES
	RETURNING run_id, NULL::jsonb, overrides, revision, head, taken_at, taken_by, hash;
CREATE RULE ftf_guard_update AS ON UPDATE TO finetune_runs DO INSTEAD
	UPDATE ftf_run SET run_id = run_id WHERE false
	RETURNING run_id, NULL::jsonb, overrides, revision, head, taken_at, taken_by, hash;
CREATE RULE ftf_guard_delete AS ON DELETE TO finetune_runs DO INSTEAD
	DELETE FROM ftf_run WHERE false
	RETURNING run_id, NULL::jsonb, overrides, revision, head, taken_at, taken_by, hash;

----------------------------------------------------------------------
-- Changing parameters
----------------------------------------------------------------------

CREATE FUNCTION ftf_set(key text, value text, reason text, if_revision bigint DEFAULT NULL) RETURNS bigint
	LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'ftf_set';
CREATE FUNCTION ftf_unset(key text, reason text, if_revision bigint DEFAULT NULL) RETURNS bigint
	LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'ftf_unset';
CREATE FUNCTION ftf_apply(changes jsonb, reason text, if_revision bigint DEFAULT NULL) RETURNS bigint
	LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'ftf_apply';
CREATE FUNCTION ftf_apply(changes json, reason text, if_revision bigint DEFAULT NULL) RETURNS bigint
	LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'ftf_apply_text';
CREATE FUNCTION ftf_apply(changes text, reason text, if_revision bigint DEFAULT NULL) RETURNS bigint
	LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'ftf_apply_text';
CREATE FUNCTION ftf_revert(to_revision bigint, reason text, key text DEFAULT NULL) RETURNS bigint
	LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'ftf_revert';
CREATE FUNCTION ftf_define(key text, definition jsonb, reason text) RETURNS bigint
	LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'ftf_define';
CREATE FUNCTION ftf_define(key text, definition json, reason text) RETURNS bigint
	LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'ftf_define_text';
CREATE FUNCTION ftf_define(key text, definition text, reason text) RETURNS bigint
	LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'ftf_define_text';
CREATE FUNCTION ftf_undefine(key text, reason text) RETURNS bigint
	LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'ftf_undefine';
CREATE FUNCTION ftf_govern(prefixes text[], reason text) RETURNS bigint
	LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'ftf_govern';
CREATE FUNCTION ftf_act_as(operator text) RETURNS void
	LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'ftf_act_as';

----------------------------------------------------------------------
-- Reading parameters
----------------------------------------------------------------------

CREATE FUNCTION ftf_get(key text) RETURNS text
	LANGUAGE c STABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'ftf_get';
CREATE FUNCTION ftf_env() RETURNS jsonb
	LANGUAGE c STABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'ftf_env';
CREATE FUNCTION ftf_env_at(revision bigint) RETURNS jsonb
	LANGUAGE c STABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'ftf_env_at_revision';
CREATE FUNCTION ftf_env_at_time(at timestamptz) RETURNS jsonb
	LANGUAGE c STABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'ftf_env_at_time';
CREATE FUNCTION ftf_require(keys text[]) RETURNS bigint
	LANGUAGE c STABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'ftf_require';
CREATE FUNCTION ftf_diff(from_revision bigint, to_revision bigint)
	RETURNS TABLE (key text, from_value text, to_value text, revision bigint, operator text, reason text, changed_at timestamptz)
	LANGUAGE c STABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'ftf_diff';

----------------------------------------------------------------------
-- Runs
----------------------------------------------------------------------

CREATE FUNCTION ftf_snapshot(run_id text, overrides jsonb DEFAULT '{}', required text[] DEFAULT '{}') RETURNS jsonb
	LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'ftf_snapshot';
CREATE FUNCTION ftf_snapshot(run_id text, overrides json, required text[] DEFAULT '{}') RETURNS jsonb
	LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'ftf_snapshot_text';
CREATE FUNCTION ftf_snapshot(run_id text, overrides text, required text[] DEFAULT '{}') RETURNS jsonb
	LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'ftf_snapshot_text';
CREATE FUNCTION ftf_run_diff(run_a text, run_b text)
	RETURNS TABLE (key text, value_a text, value_b text, source text, revision bigint, operator text, reason text, changed_at timestamptz)
	LANGUAGE c STABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'ftf_run_diff';

----------------------------------------------------------------------
-- The ledger, guards and access
----------------------------------------------------------------------

CREATE FUNCTION ftf_head() RETURNS text
	LANGUAGE c STABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'ftf_head';
CREATE FUNCTION ftf_entry_bytes(entry_id bigint) RETURNS bytea
	LANGUAGE c STABLE PARALLEL SAFE AS 'MODULE_PATHNAME', 'ftf_entry_bytes';
CREATE FUNCTION ftf_verify(anchor text DEFAULT NULL)
	RETURNS TABLE (finding text, part text, object text, detail text)
	LANGUAGE c STABLE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'ftf_verify';
CREATE FUNCTION ftf_protection()
	RETURNS TABLE (guard text, object text, severity text, holds boolean, detail text)
	LANGUAGE c STABLE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'ftf_protection_1_1';
CREATE FUNCTION ftf_grant(role text, access text) RETURNS void
	LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'ftf_grant';
CREATE FUNCTION ftf_revoke(role text, access text) RETURNS void
	LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'ftf_revoke';

-- Nobody but the owner gets anything, whatever default privileges say;
-- ftf_grant() gives.  Nor the use of the row types: a column of one, in a table
-- of others, would stand in the way of upgrades.  Operators are qualified, since
-- others may have made some in this schema that fit better than PostgreSQL's own.
DO $$
DECLARE
	granted record;
BEGIN
	FOR granted IN
		SELECT DISTINCT o.kind, o.name,
			CASE WHEN a.grantee OPERATOR(pg_catalog.=) 0 THEN 'PUBLIC' ELSE a.grantee::pg_catalog.regrole::text END AS grantee
		FROM pg_catalog.pg_extension e
		JOIN pg_catalog.pg_depend d ON d.deptype OPERATOR(pg_catalog.=) 'e' AND d.refobjid OPERATOR(pg_catalog.=) e.oid
			AND d.refclassid OPERATOR(pg_catalog.=) 'pg_catalog.pg_extension'::pg_catalog.regclass
		CROSS JOIN LATERAL (
			SELECT 'FUNCTION' AS kind, p.oid::pg_catalog.regprocedure::text AS name, p.proowner AS owner,
				COALESCE(p.proacl, pg_catalog.acldefault('f', p.proowner)) AS acl
			FROM pg_catalog.pg_proc p
			WHERE d.classid OPERATOR(pg_catalog.=) 'pg_catalog.pg_proc'::pg_catalog.regclass AND p.oid OPERATOR(pg_catalog.=) d.objid
			UNION ALL
			SELECT 'TABLE', c.oid::pg_catalog.regclass::text, c.relowner,
				COALESCE(c.relacl, pg_catalog.acldefault('r', c.relowner))
			FROM pg_catalog.pg_class c
			WHERE d.classid OPERATOR(pg_catalog.=) 'pg_catalog.pg_class'::pg_catalog.regclass AND c.oid OPERATOR(pg_catalog.=) d.objid
			UNION ALL
			SELECT 'TYPE', t.oid::pg_catalog.regtype::text, t.typowner,
				COALESCE(t.typacl, pg_catalog.acldefault('T', t.typowner))
			FROM pg_catalog.pg_type t
			WHERE d.classid OPERATOR(pg_catalog.=) 'pg_catalog.pg_class'::pg_catalog.regclass AND t.typrelid OPERATOR(pg_catalog.=) d.objid
		) o
		CROSS JOIN LATERAL pg_catalog.aclexplode(o.acl) a
		WHERE e.extname OPERATOR(pg_catalog.=) 'ftf_config' AND a.grantee OPERATOR(pg_catalog.<>) o.owner
	LOOP
		EXECUTE pg_catalog.format('REVOKE ALL ON %s %s FROM %s', granted.kind, granted.name, granted.grantee);
	END LOOP;
END
$$;

-- The script itself keeps others from the row types wherever it runs; pg_dump,
-- which knows no privileges of row types, would warn of each.
DELETE FROM pg_catalog.pg_init_privs i
USING pg_catalog.pg_extension e, pg_catalog.pg_depend d, pg_catalog.pg_type t
WHERE e.extname OPERATOR(pg_catalog.=) 'ftf_config' AND d.refobjid OPERATOR(pg_catalog.=) e.oid
	AND d.refclassid OPERATOR(pg_catalog.=) 'pg_catalog.pg_extension'::pg_catalog.regclass
	AND d.deptype OPERATOR(pg_catalog.=) 'e' AND d.classid OPERATOR(pg_catalog.=) 'pg_catalog.pg_class'::pg_catalog.regclass
	AND t.typrelid OPERATOR(pg_catalog.=) d.objid AND i.objoid OPERATOR(pg_catalog.=) t.oid
	AND i.classoid OPERATOR(pg_catalog.=) 'pg_catalog.pg_type'::pg_catalog.regclass;

----------------------------------------------------------------------
-- What each object is
----------------------------------------------------------------------

COMMENT ON TABLE ftf_config IS 'The parameters: one row, written only by ftf_config''s functions. Its base_env is what runs get.';
COMMENT ON COLUMN ftf_config.id IS 'Always 1.';
COMMENT ON COLUMN ftf_config.base_env IS 'All parameters: an object of strings, keys are environment variables'' names.';
COMMENT ON COLUMN ftf_config.governed_prefixes IS 'A variable with one of these prefixes comes from the store or not at all.';
COMMENT ON COLUMN ftf_config.revision IS 'Number of this state: 1, 2, 3 ... without gaps. Zero rows: nothing was ever set. It is the key, so that a read finds the live version without passing dead ones.';
COMMENT ON COLUMN ftf_config.head IS 'Hash of the last entry of the history.';
COMMENT ON COLUMN ftf_config.updated_at IS 'When this revision was made.';

COMMENT ON TABLE ftf_config_history IS 'Every change, for ever: one row a key and revision, linked by SHA-256.';
COMMENT ON COLUMN ftf_config_history.entry_id IS 'Number of the entry: 1, 2, 3 ... without gaps.';
COMMENT ON COLUMN ftf_config_history.revision IS 'The revision that this entry is part of.';
COMMENT ON COLUMN ftf_config_history.kind IS 'genesis (the first entry), set, unset, define, undefine, govern or restored.';
COMMENT ON COLUMN ftf_config_history.key IS 'The parameter; null where the entry is about the store as a whole.';
COMMENT ON COLUMN ftf_config_history.old_value IS 'The value before; null if there was none. Of a definition, its JSON text; of govern, a JSON array of prefixes.';
COMMENT ON COLUMN ftf_config_history.new_value IS 'The value after; null if it was removed. Of restored, the head that was restored.';
COMMENT ON COLUMN ftf_config_history.operator IS 'The person that the change is attributed to: who logged in, or whom a service role named with ftf_act_as.';
COMMENT ON COLUMN ftf_config_history.reason IS 'Why. Never blank.';
COMMENT ON COLUMN ftf_config_history.changed_at IS 'When the change was made, by the server''s clock; it was committed later.';
COMMENT ON COLUMN ftf_config_history.session_role IS 'The role that logged in.';
COMMENT ON COLUMN ftf_config_history.effective_role IS 'The role whose privileges made the change: another than session_role after SET ROLE or in a SECURITY DEFINER function.';
COMMENT ON COLUMN ftf_config_history.application_name IS 'What the client called itself. Anyone can say anything here.';
COMMENT ON COLUMN ftf_config_history.client_addr IS 'Address of the client; null for a Unix socket.';
COMMENT ON COLUMN ftf_config_history.xid IS 'Transaction that made the change.';
COMMENT ON COLUMN ftf_config_history.prev_hash IS 'Hash of the entry before; 32 zero bytes in the first.';
COMMENT ON COLUMN ftf_config_history.hash IS 'SHA-256 of ftf_entry_bytes(entry_id).';
COMMENT ON COLUMN ftf_config_history.chain_id IS 'Which history this is: random, the same in all its entries.';

COMMENT ON TABLE ftf_parameter IS 'Definitions: what is known about a parameter. Written by ftf_define and ftf_undefine, in the history like a change.';
COMMENT ON COLUMN ftf_parameter.key IS 'The parameter, whether or not it has a value.';
COMMENT ON COLUMN ftf_parameter.definition IS 'The definition as given to ftf_define; the other columns are read from it.';
COMMENT ON COLUMN ftf_parameter.type IS 'text, integer, number, boolean or choice.';
COMMENT ON COLUMN ftf_parameter.minimum IS 'Least value of an integer or number.';
COMMENT ON COLUMN ftf_parameter.maximum IS 'Greatest value of an integer or number.';
COMMENT ON COLUMN ftf_parameter.unit IS 'Unit of the value, for people.';
COMMENT ON COLUMN ftf_parameter.category IS 'Group of parameters, for people.';
COMMENT ON COLUMN ftf_parameter.description IS 'What the parameter does, for people.';

COMMENT ON TABLE ftf_run IS 'One row a run, written once by ftf_snapshot. finetune_runs shows it with its parameters.';
COMMENT ON COLUMN ftf_run.run_id IS 'The name that the pipeline gave the run.';
COMMENT ON COLUMN ftf_run.revision IS 'Revision that the run took.';
COMMENT ON COLUMN ftf_run.head IS 'Head of the history at that revision.';
COMMENT ON COLUMN ftf_run.env_hash IS 'Hash of base_env at that revision; format in env.h.';
COMMENT ON COLUMN ftf_run.overrides IS 'What this run set over base_env: an object of strings.';
COMMENT ON COLUMN ftf_run.taken_at IS 'When the snapshot was taken.';
COMMENT ON COLUMN ftf_run.taken_by IS 'The role that logged in, or whom it named with ftf_act_as.';
COMMENT ON COLUMN ftf_run.xid IS 'Transaction that took the snapshot.';
COMMENT ON COLUMN ftf_run.hash IS 'SHA-256 over all other columns; format in run.h.';

COMMENT ON TABLE ftf_run_env IS 'base_env of each revision that some run took, stored once or, by runs that raced, more often.';
COMMENT ON COLUMN ftf_run_env.revision IS 'The revision.';
COMMENT ON COLUMN ftf_run_env.env_hash IS 'Hash of base_env; format in env.h.';
COMMENT ON COLUMN ftf_run_env.base_env IS 'All parameters at that revision.';

COMMENT ON TABLE ftf_installation IS 'Whether this installation has written anything of its own. Not dumped: while it is empty, a dump can be restored.';
COMMENT ON COLUMN ftf_installation.written_at IS 'When.';
COMMENT ON COLUMN ftf_installation.xid IS 'Transaction that wrote.';
COMMENT ON COLUMN ftf_installation.wrote IS 'change or snapshot.';

COMMENT ON VIEW finetune_runs IS 'Runs: base_env as it was, and the overrides that the run laid over it.';
COMMENT ON COLUMN finetune_runs.run_id IS 'The name that the pipeline gave the run.';
COMMENT ON COLUMN finetune_runs.base_env IS 'All parameters at the run''s revision, before the overrides.';
COMMENT ON COLUMN finetune_runs.overrides IS 'What this run set over base_env.';
COMMENT ON COLUMN finetune_runs.revision IS 'Revision that the run took.';
COMMENT ON COLUMN finetune_runs.head IS 'Head of the history at that revision.';
COMMENT ON COLUMN finetune_runs.taken_at IS 'When the snapshot was taken.';
COMMENT ON COLUMN finetune_runs.taken_by IS 'The role that logged in, or whom it named with ftf_act_as.';
COMMENT ON COLUMN finetune_runs.hash IS 'SHA-256 over the run; format in run.h.';

COMMENT ON FUNCTION ftf_guard_row() IS 'Trigger: lets a row through only while an ftf_config function writes it, or a dump is restored into a new installation. UF003 otherwise.';
COMMENT ON FUNCTION ftf_guard_statement() IS 'Trigger: refuses statements that write, even if they touch no row. UF003.';

COMMENT ON FUNCTION ftf_set(text, text, text, bigint) IS 'Sets one parameter; returns the revision. With if_revision, refuses if this key changed after it. Errors: 22023 no such if_revision, 40001 too much was changed by others while it waited, UF002 changed since, UF004 no reason or operator, UF005 not admitted, or more than 16 MiB of keys and values in all, UF006 breaks its definition.';
COMMENT ON FUNCTION ftf_unset(text, text, bigint) IS 'Removes one parameter; returns the revision. Errors: 22023 no such if_revision, UF001 not there, UF002 changed since, UF004 no reason or operator, UF005 reason not admitted.';
COMMENT ON FUNCTION ftf_apply(jsonb, text, bigint) IS 'Sets several parameters at once, all or none; null removes one. Keys and values have at most 16 MiB. Returns the revision. Errors: as ftf_set and ftf_unset.';
COMMENT ON FUNCTION ftf_apply(text, text, bigint) IS 'Sets several parameters at once from JSON text, where a key that is named twice is refused (UF005); jsonb drops all but the last unseen. Else as ftf_apply with jsonb.';
COMMENT ON FUNCTION ftf_apply(json, text, bigint) IS 'As ftf_apply with text.';
COMMENT ON FUNCTION ftf_revert(bigint, text, text) IS 'Makes one parameter, or all if key is null, what they were at a revision: a new revision, which it returns. Definitions stay. Errors: 22023 no such revision, 40001 too much was changed by others while it waited, UF001 key never was there, UF004, UF005, UF006.';
COMMENT ON FUNCTION ftf_define(text, jsonb, text) IS 'Defines a parameter: {"type", "minimum", "maximum", "choices", "pattern", "unit", "category", "description", "allow"}, all optional; allow is a list of "control", "invisible", "space", "secret". Returns the revision. Errors: 40001 the value was changed by others while it waited, UF004, UF005 malformed, longer than 128 KiB as JSON text, or a pattern that could take long, UF006 the current value breaks it.';
COMMENT ON FUNCTION ftf_define(text, text, text) IS 'Defines a parameter from JSON text, where a field that is named twice is refused (UF005). Else as ftf_define with jsonb.';
COMMENT ON FUNCTION ftf_define(text, json, text) IS 'As ftf_define with text.';
COMMENT ON FUNCTION ftf_undefine(text, text) IS 'Removes a definition; returns the revision. Errors: 40001 the value was changed by others while it waited, UF001 there is none, UF004, UF005 the value needs what the definition allows.';
COMMENT ON FUNCTION ftf_govern(text[], text) IS 'Sets the governed prefixes; returns the revision. Errors: 40001 too much was changed by others while it waited, UF004, UF005 no prefix, more than 32 KiB of them as JSON text, or a key would lose its prefix.';
COMMENT ON FUNCTION ftf_act_as(text) IS 'Names the person whom this transaction''s changes are attributed to. For service roles. Errors: 42501 the role that logged in may not, UF004 blank, UF005 not admitted. Warning: 25P01 outside a transaction block, if nothing used the name.';

COMMENT ON FUNCTION ftf_get(text) IS 'The parameter''s value. Errors: UF001 not there (there is no default).';
COMMENT ON FUNCTION ftf_env() IS 'All parameters now: an object of strings.';
COMMENT ON FUNCTION ftf_env_at(bigint) IS 'All parameters at a revision. Errors: 22023 no such revision.';
COMMENT ON FUNCTION ftf_env_at_time(timestamptz) IS 'All parameters at a time. Errors: 22023 before the first revision.';
COMMENT ON FUNCTION ftf_require(text[]) IS 'Returns the current revision if all the keys are there. Errors: UF001 naming every key that is missing, with near spellings, UF005 more than 131,072 keys.';
COMMENT ON FUNCTION ftf_diff(bigint, bigint) IS 'Keys that differ between two revisions, with both values (null: not there) and the last change between. Errors: 22023 no such revision.';

COMMENT ON FUNCTION ftf_snapshot(text, jsonb, text[]) IS 'Takes the run''s snapshot, or returns the first one: base_env with the overrides laid over it. For a pipeline''s first transaction; a read-only one gets only a snapshot that is there already (else 25006). Errors: UF001 a key of overrides or required is not there, UF005 not admitted, more than 16 MiB of overrides, or more than 131,072 keys required, UF006, UF007 there is a snapshot with other overrides.';
COMMENT ON FUNCTION ftf_snapshot(text, text, text[]) IS 'Takes the run''s snapshot with the overrides as JSON text, where a key that is named twice is refused (UF005). Else as ftf_snapshot with jsonb.';
COMMENT ON FUNCTION ftf_snapshot(text, json, text[]) IS 'As ftf_snapshot with text.';
COMMENT ON FUNCTION ftf_run_diff(text, text) IS 'Keys that differ between two runs, with both values, whether from base_env or an override, and for base_env the last change between. Errors: 22023 no such run.';

COMMENT ON FUNCTION ftf_head() IS 'The last entry as number:hash, to be kept outside as an anchor. Null: nothing was ever changed.';
COMMENT ON FUNCTION ftf_entry_bytes(bigint) IS 'The bytes that the entry''s hash is the SHA-256 of. Errors: 22023 no such entry.';
COMMENT ON FUNCTION ftf_verify(text) IS 'Checks links, hashes, gaps, replay, runs, definitions and guards in one snapshot, and the anchor if one is given. Returns findings: tampered, rolled back or unprotected. No row: all holds. Errors: 22023 the anchor is not a head.';
COMMENT ON FUNCTION ftf_protection() IS 'What guards the tables, the view and the functions right now, and what does not. severity is ok, note (to be known, nobody''s fault) or fault; holds is false for faults only.';
COMMENT ON FUNCTION ftf_grant(text, text) IS 'Gives a role an access: reader, pipeline (reader and snapshot), editor (reader and change), console (editor and act_as) or admin (all). Errors: 22023 no such access, 42704 no such role.';
COMMENT ON FUNCTION ftf_revoke(text, text) IS 'Takes back all privileges of an access, also those that another access gave.';
