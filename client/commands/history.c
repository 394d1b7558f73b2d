/*-------------------------------------------------------------------------
 *
 * history.c
 *	  ftf history: every change, newest first.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "cli/day.h"
#include "cli/exit_codes.h"
#include "cli/number.h"
#include "cli/output.h"
#include "commands.h"
#include "store/checked.h"
#include "store/connection.h"
#include "store/rows.h"

/* By key or by revision, an index gives the order, and no more than is shown. */
static const char history_sql[] =
"SELECT h.entry_id, h.revision, h.changed_at, h.operator, h.kind, h.key,"
" h.old_value, h.new_value, h.reason"
" FROM @extschema@.ftf_config_history h"
" WHERE ($1::text IS NULL OR h.key = $1::text)"
" AND ($2::text IS NULL OR h.operator = $2::text)"
" AND ($3::timestamptz IS NULL OR h.changed_at >= $3::timestamptz)"
" AND ($4::timestamptz IS NULL OR CASE WHEN $6::boolean"
" THEN h.changed_at < (($4::timestamptz)::date + 1)::timestamptz"
" ELSE h.changed_at <= $4::timestamptz END)"
" ORDER BY h.revision DESC, h.entry_id DESC"
" LIMIT $5::bigint";

/* A key that never was there is an error, with near spellings. */
static const char check_key_sql[] =
"SELECT CASE WHEN NOT EXISTS (SELECT FROM @extschema@.ftf_config_history h"
" WHERE h.key = $1::text)"
" THEN @extschema@.ftf_require(ARRAY[$1::text]) END";

static const char *limit;
static const char *person;
static const char *since;
static const char *until;

static int
history(int argc, char **argv)
{
	const char *params[] = {
		argv[0], person, checked_time(since, "--since"),
		checked_time(until, "--until"), checked_limit(limit),
		until != NULL && is_day(until) ? "true" : "false"
	};

	if (argv[0] != NULL)
		PQclear(must_query(check_key_sql, 1, params));
	if (print_query_paged(history_sql, lengthof(params), params) == 0 && !told_empty())
		say("no change is like that");
	return EXIT_DONE;
}

static const Option options[] = {
	{"limit", 'n', OPTION_TEXT, &limit, "N", "only the newest N changes (all if not given)"},
	{"operator", 0, OPTION_TEXT, &person, "NAME", "only changes by this person"},
	{"since", 0, OPTION_TEXT, &since, "TIME", "only changes at TIME or after it"},
	{"until", 0, OPTION_TEXT, &until, "TIME", "only changes at TIME or before it; of a day, all of it"},
	{0}
};

const Command history_command = {
	.name = "history",
	.arguments = "[KEY]",
	.summary = "show every change of one parameter, or of all, newest first",
	.description =
	"All changes are shown unless options choose among them; on a terminal in a\n"
	"pager (PSQL_PAGER, PAGER) where they are many. Those of definitions and of\n"
	"the store as a whole are changes, too: see the column kind. A removed\n"
	"parameter keeps its history. TIME is anything that PostgreSQL reads as one,\n"
	"such as \"2026-11-24 09:00\", yesterday or today.",
	.options = options,
	.max_arguments = 1,
	.completes = ARGUMENT_KEY,
	.run = history
};
