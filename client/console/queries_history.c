/*-------------------------------------------------------------------------
 *
 * queries_history.c
 *	  History, runs, and what stands for the ledger.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "commands/run_pairs.h"
#include "queries.h"
#include "queries_history.h"

#define LIMIT_OF(parameter, by_default, at_most) \
	"least(greatest(coalesce(" parameter "::int, " by_default "), 1), " at_most ")"

/*
 * A text that is looked for, in a pattern where nothing of it has a meaning.
 * Of one string, since ILIKE on each column would fold the pattern each time.
 */
#define HAS_TEXT \
	"lower(concat_ws(chr(1), h.key, h.old_value, h.new_value, h.operator, h.reason))" \
	" LIKE lower('%' || replace(replace(replace($3::text, '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%')"

#define HISTORY_WHERE \
	" FROM @extschema@.ftf_config_history h WHERE ($1::text IS NULL OR h.key = $1::text)" \
	" AND ($2::text IS NULL OR h.operator = $2::text)" \
	" AND ($3::text IS NULL OR " HAS_TEXT ")" \
	" AND ($4::timestamptz IS NULL OR h.changed_at >= $4::timestamptz)" \
	" AND ($5::timestamptz IS NULL OR h.changed_at < $5::timestamptz)" \
	" AND h.entry_id < coalesce($6::bigint, 9223372036854775807)"

#define ENTRY \
	" h.entry_id, h.revision, h.kind, h.key, h.old_value, h.new_value," \
	" h.operator, h.reason, h.changed_at, h.session_role, h.application_name"

/*
 * Revisions are not torn apart: the page goes on to the end of the last one.
 * One entry more than is asked for shows whether anything has to be read again.
 */
const char	history_query[] =
"WITH asked AS (SELECT " LIMIT_OF("$7", "200", "1000") " AS count),"
" newest AS MATERIALIZED (SELECT" ENTRY HISTORY_WHERE
"  ORDER BY h.entry_id DESC LIMIT (SELECT count + 1 FROM asked)),"
" last AS MATERIALIZED (SELECT min(revision) AS revision,"
"   (SELECT min(entry_id) FROM newest) AS entry_id, (SELECT count(*) FROM newest) > count(*) AS goes_on"
"  FROM (SELECT revision FROM newest ORDER BY entry_id DESC LIMIT (SELECT count FROM asked)) n),"
" page AS (SELECT * FROM newest WHERE revision >= (SELECT revision FROM last)"
"  UNION ALL SELECT" ENTRY HISTORY_WHERE " AND (SELECT goes_on FROM last)"
"   AND h.revision = (SELECT revision FROM last) AND h.entry_id < (SELECT entry_id FROM last))"
"SELECT json_build_object("
" 'entries', (SELECT coalesce(json_agg(page ORDER BY entry_id DESC), '[]') FROM page),"
" 'more', (SELECT goes_on FROM last)"
"  AND (EXISTS (SELECT FROM newest WHERE revision < (SELECT revision FROM last))"
"   OR EXISTS (SELECT" HISTORY_WHERE " AND h.revision < (SELECT revision FROM last))))";

#define RUN_ROW(run) \
	"json_build_object('run_id', " run ".run_id, 'revision', " run ".revision," \
	" 'taken_at', " run ".taken_at, 'taken_by', " run ".taken_by, 'overrides', " run ".overrides"

/* Runs of one moment are not torn apart; the one before the page belongs to its last. */
const char	runs_query[] =
"WITH first AS MATERIALIZED (SELECT taken_at FROM @extschema@.ftf_run"
"  WHERE $1::timestamptz IS NULL OR taken_at < $1::timestamptz"
"  ORDER BY taken_at DESC LIMIT " LIMIT_OF("$2", "50", "200") "),"
" cut AS MATERIALIZED (SELECT min(taken_at) AS taken_at FROM first),"
" before AS MATERIALIZED (SELECT run_id, revision, taken_at, taken_by, overrides"
"  FROM @extschema@.ftf_run r WHERE taken_at < (SELECT taken_at FROM cut)"
"  ORDER BY " RUN_ORDER("r") " LIMIT 1),"
" list AS (SELECT run_id, revision, taken_at, taken_by, overrides"
"   FROM @extschema@.ftf_run WHERE taken_at >= (SELECT taken_at FROM cut)"
"    AND ($1::timestamptz IS NULL OR taken_at < $1::timestamptz)"
"  UNION ALL SELECT * FROM before),"
" pairs AS (" RUN_PAIRS("list") ")"
"SELECT json_build_object("
" 'runs', (SELECT coalesce(json_agg(" RUN_ROW("p") ", 'changed', " RUN_CHANGED_COUNT ")"
"   ORDER BY " RUN_ORDER("p") "), '[]')"
"  FROM pairs p WHERE p.taken_at >= (SELECT taken_at FROM cut)),"
" 'more', EXISTS (SELECT FROM before))";

const char	run_query[] =
"SELECT " RUN_ROW("r") ", 'head', encode(r.head, 'hex'), 'base_env', r.base_env)"
" FROM @extschema@.finetune_runs r WHERE r.run_id = $1::text";

const char	compare_query[] =
"SELECT json_build_object('a', a.run, 'b', b.run, 'differences',"
" (SELECT coalesce(json_agg(d ORDER BY d.key COLLATE \"C\"), '[]')"
"  FROM @extschema@.ftf_run_diff($1::text, $2::text) d))"
" FROM (SELECT " RUN_ROW("r") ") AS run FROM @extschema@.ftf_run r WHERE r.run_id = $1::text) a,"
" (SELECT " RUN_ROW("r") ") AS run FROM @extschema@.ftf_run r WHERE r.run_id = $2::text) b";

const char	head_query[] = "SELECT json_build_object('head', @extschema@.ftf_head())";

const char	protection_query[] =
"SELECT coalesce(json_agg(p), '[]') FROM @extschema@.ftf_protection() p";

/* Keys of a large revision are left out, as the notification does. */
const char	revisions_since_query[] =
"SELECT h.revision, json_build_object('revision', h.revision, 'operator', min(h.operator),"
" 'keys', to_json((array_agg(DISTINCT h.key) FILTER (WHERE h.key IS NOT NULL))[1:500]))"
" FROM @extschema@.ftf_config_history h WHERE h.revision > $1::bigint"
" GROUP BY h.revision ORDER BY h.revision";

const char	current_revision_query[] =
"SELECT coalesce((SELECT revision FROM " CONFIG_ROW "), 0)";
