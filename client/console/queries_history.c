/*-------------------------------------------------------------------------
 *
 * queries_history.c
 *	  History, runs, and what stands for the ledger.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "queries.h"
#include "run_pairs.h"

#define LIMIT_OF(parameter, by_default, at_most) \
	"least(greatest(coalesce(" parameter "::int, " by_default "), 1), " at_most ")"

/* A text that is looked for, in a pattern where nothing of it has a meaning. */
#define CONTAINS(column) \
	column " ILIKE '%' || replace(replace(replace($3::text, '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%'"

/*
 * Revisions are not torn apart: the page goes on to the end of the last one.
 * The planner must not look for the newest entries where a filter leaves few.
 */
#define HISTORY_FILTER \
	" ($1::text IS NULL OR h.key = $1::text)" \
	" AND ($2::text IS NULL OR h.operator = $2::text)" \
	" AND ($3::text IS NULL OR " CONTAINS("h.key") " OR " CONTAINS("h.old_value") \
	"  OR " CONTAINS("h.new_value") " OR " CONTAINS("h.operator") " OR " CONTAINS("h.reason") ")" \
	" AND ($4::timestamptz IS NULL OR h.changed_at >= $4::timestamptz)" \
	" AND ($5::timestamptz IS NULL OR h.changed_at < $5::timestamptz)" \
	" AND h.entry_id < coalesce($6::bigint, 9223372036854775807)"

const char	history_query[] =
"WITH first AS MATERIALIZED (SELECT h.revision FROM @extschema@.ftf_config_history h"
"  WHERE " HISTORY_FILTER
"  ORDER BY h.entry_id DESC LIMIT " LIMIT_OF("$7", "200", "1000") "),"
" cut AS MATERIALIZED (SELECT min(revision) AS revision FROM first),"
" page AS MATERIALIZED (SELECT h.entry_id, h.revision, h.kind, h.key, h.old_value, h.new_value,"
"   h.operator, h.reason, h.changed_at, h.session_role, h.application_name"
"  FROM @extschema@.ftf_config_history h"
"  WHERE " HISTORY_FILTER " AND h.revision >= (SELECT revision FROM cut))"
"SELECT json_build_object("
" 'entries', (SELECT coalesce(json_agg(page ORDER BY entry_id DESC), '[]') FROM page),"
" 'more', EXISTS (SELECT FROM @extschema@.ftf_config_history h"
"  WHERE " HISTORY_FILTER " AND h.revision < (SELECT revision FROM cut)))";

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
