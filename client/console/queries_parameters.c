/*-------------------------------------------------------------------------
 *
 * queries_parameters.c
 *	  Who one is, and parameters with their last change.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "queries.h"
#include "queries_parameters.h"

#define ACCESS_CTE \
	"WITH may AS (SELECT p.proname::text AS name," \
	"  bool_or(has_function_privilege(p.oid, 'EXECUTE')) AS so" \
	" FROM pg_proc p JOIN pg_extension e ON e.extnamespace = p.pronamespace" \
	" WHERE e.extname = 'ftf_config'" \
	"  AND p.proname IN ('ftf_get', 'ftf_apply', 'ftf_snapshot', 'ftf_grant')" \
	" GROUP BY p.proname)"

#define SESSION_FIELDS \
	"'user', session_user," \
	" 'operator', coalesce($1::text, session_user::text)," \
	" 'mode', CASE WHEN $1::text IS NULL THEN 'login' ELSE 'proxy' END," \
	" 'access', json_build_object(" \
	"  'read', (SELECT so FROM may WHERE name = 'ftf_get')," \
	"  'edit', (SELECT so FROM may WHERE name = 'ftf_apply')," \
	"  'snapshot', (SELECT so FROM may WHERE name = 'ftf_snapshot')," \
	"  'admin', (SELECT so FROM may WHERE name = 'ftf_grant'))," \
	" 'database', current_database()," \
	" 'server', $2::text," \
	" 'version', (SELECT extversion FROM pg_extension WHERE extname = 'ftf_config'),"

const char	session_query[] =
ACCESS_CTE
"SELECT json_build_object(" SESSION_FIELDS
" 'revision', coalesce((SELECT revision FROM " CONFIG_ROW "), 0),"
" 'governed_prefixes', coalesce((SELECT to_json(governed_prefixes)"
"  FROM " CONFIG_ROW "), '[\"CVN_\"]'))";

const char	session_without_access_query[] =
ACCESS_CTE
"SELECT json_build_object(" SESSION_FIELDS
" 'revision', NULL, 'governed_prefixes', NULL)";

/* The last change of the value; of what is only defined, of the definition. */
#define LAST_CHANGE \
	" LEFT JOIN LATERAL (SELECT h.revision, h.changed_at, h.operator, h.reason" \
	"  FROM @extschema@.ftf_config_history h" \
	"  WHERE h.key = k.key AND (k.value IS NULL OR h.kind IN ('set', 'unset'))" \
	"  ORDER BY h.revision DESC LIMIT 1) last ON true"

const char	parameters_query[] =
"WITH config AS MATERIALIZED ("
"  SELECT revision, base_env FROM " CONFIG_ROW "),"
" k AS (SELECT coalesce(e.key, p.key) COLLATE \"C\" AS key, e.value, p.definition"
"  FROM (SELECT j.key COLLATE \"C\" AS key, j.value FROM config, jsonb_each_text(base_env) j) e"
"  FULL JOIN @extschema@.ftf_parameter p ON p.key = e.key)"
"SELECT json_build_object("
" 'revision', coalesce((SELECT revision FROM config), 0),"
" 'parameters', (SELECT coalesce(json_agg(json_build_object("
"   'key', k.key, 'value', k.value, 'definition', k.definition,"
"   'revision', last.revision, 'changed_at', last.changed_at,"
"   'operator', last.operator, 'reason', last.reason) ORDER BY k.key), '[]')"
"  FROM k" LAST_CHANGE "))";

/*
 * A run's value is read from the history at its revision: that costs an index
 * search, while each run's base_env is as large as all parameters.  A key that
 * never was is ftf_get's to refuse.
 */
const char	parameter_query[] =
"WITH k AS MATERIALIZED ("
"  SELECT (SELECT base_env ->> $1::text FROM " CONFIG_ROW ") AS value,"
"   (SELECT definition FROM @extschema@.ftf_parameter WHERE key = $1::text) AS definition),"
" h AS MATERIALIZED ("
"  SELECT entry_id, revision, kind, key, old_value, new_value, operator, reason,"
"   changed_at, session_role, application_name"
"  FROM @extschema@.ftf_config_history WHERE key = $1::text"
"  ORDER BY revision DESC, entry_id DESC LIMIT 1000)"
"SELECT CASE WHEN k.value IS NULL AND NOT EXISTS (SELECT FROM h)"
"  THEN to_json(@extschema@.ftf_get($1::text))"
"  ELSE json_build_object('key', $1::text, 'value', k.value, 'definition', k.definition,"
"   'history', (SELECT coalesce(json_agg(h), '[]') FROM h),"
"   'runs', (SELECT coalesce(json_agg(json_build_object('run_id', r.run_id,"
"      'taken_at', r.taken_at, 'revision', r.revision,"
"      'value', coalesce(r.overrides ->> $1::text, (SELECT e.new_value"
"       FROM @extschema@.ftf_config_history e"
"       WHERE e.key = $1::text AND e.revision <= r.revision AND e.kind IN ('set', 'unset')"
"       ORDER BY e.revision DESC LIMIT 1))) ORDER BY r.taken_at DESC, r.run_id), '[]')"
"    FROM (SELECT * FROM @extschema@.ftf_run ORDER BY taken_at DESC, run_id LIMIT 500) r))"
"  END FROM k";
