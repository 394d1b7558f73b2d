/* ftf_config: from 1.0.0 to 1.1.0 */

\echo Use "ALTER EXTENSION ftf_config UPDATE TO '1.1.0'" to load this file. \quit

----------------------------------------------------------------------
-- Functions
----------------------------------------------------------------------

ALTER FUNCTION ftf_env_at(timestamptz) RENAME TO ftf_env_at_time;

CREATE FUNCTION ftf_apply(changes json, reason text, if_revision bigint DEFAULT NULL) RETURNS bigint
	LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'ftf_apply_text';
CREATE FUNCTION ftf_define(key text, definition json, reason text) RETURNS bigint
	LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'ftf_define_text';
CREATE FUNCTION ftf_snapshot(run_id text, overrides json, required text[] DEFAULT '{}') RETURNS jsonb
	LANGUAGE c VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'ftf_snapshot_text';

ALTER FUNCTION ftf_protection() RENAME TO ftf_protection_1_0;
CREATE FUNCTION ftf_protection()
	RETURNS TABLE (guard text, object text, severity text, holds boolean, detail text)
	LANGUAGE c STABLE PARALLEL UNSAFE AS 'MODULE_PATHNAME', 'ftf_protection_1_1';

----------------------------------------------------------------------
-- Privileges
----------------------------------------------------------------------

-- Nobody but the owner gets the use of the row types: a column of one, in a
-- table of others, would stand in the way of upgrades.  Columns that there are
-- stay as they are.
DO $$
DECLARE
	granted record;
BEGIN
	FOR granted IN
		SELECT DISTINCT t.oid::pg_catalog.regtype::text AS name,
			CASE WHEN a.grantee OPERATOR(pg_catalog.=) 0 THEN 'PUBLIC' ELSE a.grantee::pg_catalog.regrole::text END AS grantee
		FROM pg_catalog.pg_extension e
		JOIN pg_catalog.pg_depend d ON d.deptype OPERATOR(pg_catalog.=) 'e' AND d.refobjid OPERATOR(pg_catalog.=) e.oid
			AND d.refclassid OPERATOR(pg_catalog.=) 'pg_catalog.pg_extension'::pg_catalog.regclass
			AND d.classid OPERATOR(pg_catalog.=) 'pg_catalog.pg_class'::pg_catalog.regclass
		JOIN pg_catalog.pg_type t ON t.typrelid OPERATOR(pg_catalog.=) d.objid
		CROSS JOIN LATERAL pg_catalog.aclexplode(COALESCE(t.typacl, pg_catalog.acldefault('T', t.typowner))) a
		WHERE e.extname OPERATOR(pg_catalog.=) 'ftf_config' AND a.grantee OPERATOR(pg_catalog.<>) t.typowner
	LOOP
		EXECUTE pg_catalog.format('REVOKE ALL ON TYPE %s FROM %s', granted.name, granted.grantee);
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

-- A new function is for those who may call the one that it stands beside, and
-- for nobody whom default privileges name.  What is granted in a script counts
-- as the extension's own and would be missing in dumps: so the list of
-- privileges is copied, and not granted.
DO $$
DECLARE
	made record;
	granted record;
BEGIN
	FOR made IN
		SELECT n.oid, n.oid::pg_catalog.regprocedure::text AS name, o.proowner AS owner, o.proacl AS acl
		FROM (VALUES
			('ftf_apply(json, text, bigint)', 'ftf_apply(jsonb, text, bigint)'),
			('ftf_define(text, json, text)', 'ftf_define(text, jsonb, text)'),
			('ftf_snapshot(text, json, text[])', 'ftf_snapshot(text, jsonb, text[])'),
			('ftf_protection()', 'ftf_protection_1_0()')) pair(new, old)
		JOIN pg_catalog.pg_proc n ON n.oid OPERATOR(pg_catalog.=) pair.new::pg_catalog.regprocedure
		JOIN pg_catalog.pg_proc o ON o.oid OPERATOR(pg_catalog.=) pair.old::pg_catalog.regprocedure
	LOOP
		EXECUTE pg_catalog.format('ALTER FUNCTION %s OWNER TO %s', made.name, made.owner::pg_catalog.regrole);
		FOR granted IN
			SELECT DISTINCT CASE WHEN a.grantee OPERATOR(pg_catalog.=) 0 THEN 'PUBLIC' ELSE a.grantee::pg_catalog.regrole::text END AS grantee
			FROM pg_catalog.pg_proc p
			CROSS JOIN LATERAL pg_catalog.aclexplode(COALESCE(p.proacl, pg_catalog.acldefault('f', p.proowner))) a
			WHERE p.oid OPERATOR(pg_catalog.=) made.oid AND a.grantee OPERATOR(pg_catalog.<>) p.proowner
		LOOP
			EXECUTE pg_catalog.format('REVOKE ALL ON FUNCTION %s FROM %s', made.name, granted.grantee);
		END LOOP;
		UPDATE pg_catalog.pg_proc SET proacl = COALESCE(made.acl, proacl) WHERE oid OPERATOR(pg_catalog.=) made.oid;
		INSERT INTO pg_catalog.pg_shdepend (dbid, classid, objid, objsubid, refclassid, refobjid, deptype)
		SELECT d.oid, 'pg_catalog.pg_proc'::pg_catalog.regclass, made.oid, 0, 'pg_catalog.pg_authid'::pg_catalog.regclass, r.oid, 'a'
		FROM pg_catalog.pg_database d, (SELECT grantee FROM pg_catalog.aclexplode(made.acl)
			UNION SELECT grantor FROM pg_catalog.aclexplode(made.acl)) a(role)
		-- not of roles that are always there
		JOIN pg_catalog.pg_roles r ON r.oid OPERATOR(pg_catalog.=) a.role AND r.oid OPERATOR(pg_catalog.>=) 12000::pg_catalog.oid
		WHERE d.datname OPERATOR(pg_catalog.=) pg_catalog.current_database() AND r.oid OPERATOR(pg_catalog.<>) made.owner;
	END LOOP;
END
$$;

DROP FUNCTION ftf_protection_1_0();

----------------------------------------------------------------------
-- What each object is
----------------------------------------------------------------------

COMMENT ON FUNCTION ftf_act_as(text) IS 'Names the person whom this transaction''s changes are attributed to. For service roles. Errors: 42501 the role that logged in may not, UF004 blank, UF005 not admitted. Warning: 25P01 outside a transaction block, if nothing used the name.';
COMMENT ON FUNCTION ftf_apply(text, text, bigint) IS 'Sets several parameters at once from JSON text, where a key that is named twice is refused (UF005); jsonb drops all but the last unseen. Else as ftf_apply with jsonb.';
COMMENT ON FUNCTION ftf_define(text, text, text) IS 'Defines a parameter from JSON text, where a field that is named twice is refused (UF005). Else as ftf_define with jsonb.';
COMMENT ON FUNCTION ftf_snapshot(text, text, text[]) IS 'Takes the run''s snapshot with the overrides as JSON text, where a key that is named twice is refused (UF005). Else as ftf_snapshot with jsonb.';
COMMENT ON FUNCTION ftf_protection() IS 'What guards the tables, the view and the functions right now, and what does not. severity is ok, note (to be known, nobody''s fault) or fault; holds is false for faults only.';
COMMENT ON FUNCTION ftf_apply(json, text, bigint) IS 'As ftf_apply with text.';
COMMENT ON FUNCTION ftf_define(text, json, text) IS 'As ftf_define with text.';
COMMENT ON FUNCTION ftf_snapshot(text, json, text[]) IS 'As ftf_snapshot with text.';
COMMENT ON FUNCTION ftf_set(text, text, text, bigint) IS 'Sets one parameter; returns the revision. With if_revision, refuses if this key changed after it. Errors: 22023 no such if_revision, 40001 too much was changed by others while it waited, UF002 changed since, UF004 no reason or operator, UF005 not admitted, or more than 16 MiB of keys and values in all, UF006 breaks its definition.';
COMMENT ON FUNCTION ftf_apply(jsonb, text, bigint) IS 'Sets several parameters at once, all or none; null removes one. Keys and values have at most 16 MiB. Returns the revision. Errors: as ftf_set and ftf_unset.';
COMMENT ON FUNCTION ftf_revert(bigint, text, text) IS 'Makes one parameter, or all if key is null, what they were at a revision: a new revision, which it returns. Definitions stay. Errors: 22023 no such revision, 40001 too much was changed by others while it waited, UF001 key never was there, UF004, UF005, UF006.';
COMMENT ON FUNCTION ftf_define(text, jsonb, text) IS 'Defines a parameter: {"type", "minimum", "maximum", "choices", "pattern", "unit", "category", "description", "allow"}, all optional; allow is a list of "control", "invisible", "space", "secret". Returns the revision. Errors: 40001 the value was changed by others while it waited, UF004, UF005 malformed, longer than 128 KiB as JSON text, or a pattern that could take long, UF006 the current value breaks it.';
COMMENT ON FUNCTION ftf_undefine(text, text) IS 'Removes a definition; returns the revision. Errors: 40001 the value was changed by others while it waited, UF001 there is none, UF004, UF005 the value needs what the definition allows.';
COMMENT ON FUNCTION ftf_govern(text[], text) IS 'Sets the governed prefixes; returns the revision. Errors: 40001 too much was changed by others while it waited, UF004, UF005 no prefix, more than 32 KiB of them as JSON text, or a key would lose its prefix.';
COMMENT ON FUNCTION ftf_require(text[]) IS 'Returns the current revision if all the keys are there. Errors: UF001 naming every key that is missing, with near spellings, UF005 more than 131,072 keys.';
COMMENT ON FUNCTION ftf_snapshot(text, jsonb, text[]) IS 'Takes the run''s snapshot, or returns the first one: base_env with the overrides laid over it. For a pipeline''s first transaction; a read-only one gets only a snapshot that is there already (else 25006). Errors: UF001 a key of overrides or required is not there, UF005 not admitted, more than 16 MiB of overrides, or more than 131,072 keys required, UF006, UF007 there is a snapshot with other overrides.';
