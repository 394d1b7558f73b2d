/*-------------------------------------------------------------------------
 *
 * queries_change.c
 *	  Changing parameters and their definitions, and taking changes back.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "queries.h"
#include "queries_change.h"

/*
 * The body is read by the json type, which keeps an object's text as it came:
 * a key that stands there twice is refused by the function.
 */
#define BODY(field) "($1::json ->> '" field "')"
#define BODY_JSON(field) "($1::json -> '" field "')::text"

const char	apply_query[] =
"SELECT json_build_object('revision', @extschema@.ftf_apply(" BODY_JSON("changes") ", "
BODY("reason") "::text, " BODY("if_revision") "::bigint))";

const char	define_query[] =
"SELECT json_build_object('revision',"
" CASE WHEN " BODY("definition") " IS NULL"
"  THEN @extschema@.ftf_undefine(" BODY("key") "::text, " BODY("reason") "::text)"
"  ELSE @extschema@.ftf_define(" BODY("key") "::text, " BODY_JSON("definition") ", "
BODY("reason") "::text) END)";

const char	revert_preview_query[] =
"WITH config AS MATERIALIZED (SELECT revision FROM " CONFIG_ROW ")"
"SELECT json_build_object('revision', config.revision,"
" 'changes', (SELECT coalesce(json_agg(json_build_object('key', d.key,"
"   'now', d.from_value, 'then', d.to_value) ORDER BY d.key COLLATE \"C\"), '[]')"
"  FROM @extschema@.ftf_diff(config.revision, $1::bigint) d"
"  WHERE $2::text IS NULL OR d.key = $2::text))"
" FROM config";

const char	revert_query[] =
"SELECT json_build_object('revision', @extschema@.ftf_revert("
BODY("revision") "::bigint, " BODY("reason") "::text, " BODY("key") "::text))";

/*
 * What others committed after if_revision, as an error; no row if nothing.  The
 * statement before holds the parameters' lock by now, so that nothing can come
 * in between; this one sees all that came before.
 */
#define CHANGED_MEANWHILE(which, hint) \
	"SELECT json_build_object('sqlstate', 'UF002'," \
	" 'message', format('changed by someone else since revision %s: %s', " BODY("if_revision") "," \
	"  string_agg(DISTINCT h.key, ', '))," \
	" 'detail', string_agg(format('%s: %s, %s (revision %s)', h.key, h.operator, h.reason," \
	"   h.revision), chr(10) ORDER BY h.entry_id)," \
	" 'hint', '" hint "')" \
	" FROM (SELECT * FROM @extschema@.ftf_config_history" \
	"  WHERE revision > " BODY("if_revision") "::bigint" \
	"   AND xid <> pg_current_xact_id() AND " which \
	"  ORDER BY entry_id LIMIT 20) h" \
	" HAVING count(*) > 0"

const char	revert_check_query[] =
CHANGED_MEANWHILE("kind IN ('set', 'unset') AND (" BODY("key") " IS NULL OR key = " BODY("key") ")",
				  "Look at the preview again.");

const char	define_check_query[] =
CHANGED_MEANWHILE("kind IN ('define', 'undefine') AND key = " BODY("key"),
				  "Look at the definition again.");
