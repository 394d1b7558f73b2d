-- The formats of extension/entry.h, env.h and run.h in plain SQL, written from
-- those pages and sharing no code with the extension.  \ir'd by tests.

CREATE FUNCTION pg_temp.field(value bytea) RETURNS bytea LANGUAGE sql AS
	$$SELECT CASE WHEN value IS NULL THEN '\x00'::bytea ELSE '\x01'::bytea || int4send(length(value)) || value END$$;
CREATE FUNCTION pg_temp.field(value text) RETURNS bytea LANGUAGE sql AS
	$$SELECT pg_temp.field(convert_to(value, 'UTF8'))$$;
CREATE FUNCTION pg_temp.field(value bigint) RETURNS bytea LANGUAGE sql AS
	$$SELECT pg_temp.field(int8send(value))$$;
CREATE FUNCTION pg_temp.field(value timestamptz) RETURNS bytea LANGUAGE sql AS
	$$SELECT pg_temp.field((extract(epoch FROM value) * 1000000)::bigint)$$;
CREATE FUNCTION pg_temp.field(value inet) RETURNS bytea LANGUAGE sql AS
	-- inet_send: family, prefix length, is_cidr, number of bytes, address
	$$SELECT pg_temp.field(set_byte(set_byte('\x0000', 0, family(value)), 1, masklen(value)) || substr(inet_send(value), 5))$$;

CREATE FUNCTION pg_temp.entry_bytes(e ftf_config_history) RETURNS bytea LANGUAGE sql AS $$
	SELECT 'ftf_config entry 1'::bytea || '\x00'::bytea
		|| pg_temp.field(uuid_send(e.chain_id))
		|| pg_temp.field(e.entry_id)
		|| pg_temp.field(e.prev_hash)
		|| pg_temp.field(e.revision)
		|| pg_temp.field(e.kind) || pg_temp.field(e.key) || pg_temp.field(e.old_value) || pg_temp.field(e.new_value)
		|| pg_temp.field(e.operator) || pg_temp.field(e.reason)
		|| pg_temp.field(e.changed_at)
		|| pg_temp.field(e.session_role) || pg_temp.field(e.effective_role) || pg_temp.field(e.application_name)
		|| pg_temp.field(e.client_addr)
		|| pg_temp.field(e.xid::text::bigint)
$$;

CREATE FUNCTION pg_temp.env_hash(env jsonb) RETURNS bytea LANGUAGE sql AS $$
	SELECT sha256('ftf_config env 1'::bytea || '\x00'::bytea || COALESCE(string_agg(
		int4send(octet_length(key)) || convert_to(key, 'UTF8') || int4send(octet_length(value)) || convert_to(value, 'UTF8'),
		''::bytea ORDER BY octet_length(key), key COLLATE "C"), ''))
	FROM jsonb_each_text(env)
$$;

CREATE FUNCTION pg_temp.run_hash(r ftf_run) RETURNS bytea LANGUAGE sql AS $$
	SELECT sha256('ftf_config run 1'::bytea || '\x00'::bytea
		|| pg_temp.field(r.run_id) || pg_temp.field(r.revision) || pg_temp.field(r.head) || pg_temp.field(r.env_hash)
		|| pg_temp.field(pg_temp.env_hash(r.overrides)) || pg_temp.field(r.taken_at) || pg_temp.field(r.taken_by)
		|| pg_temp.field(r.xid::text::bigint))
$$;
