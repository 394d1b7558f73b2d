/*-------------------------------------------------------------------------
 *
 * runs.c
 *	  ftf runs: the list of runs, and all about one.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "cli/fail.h"
#include "cli/number.h"
#include "cli/output.h"
#include "commands.h"
#include "common/logging.h"
#include "run_pairs.h"
#include "state.h"
#include "store/checked.h"
#include "store/connection.h"
#include "store/rows.h"

static const char list_sql[] =
"WITH newest AS (SELECT r.run_id, r.revision, r.taken_at, r.taken_by, r.overrides"
"  FROM @extschema@.finetune_runs r"
"  ORDER BY " RUN_ORDER("r") " LIMIT least($1::bigint, 9223372036854775806) + 1),"
" pairs AS (" RUN_PAIRS("newest") ")"
" SELECT p.run_id, p.revision, p.taken_at, p.taken_by,"
"  (SELECT count(*) FROM jsonb_object_keys(p.overrides)) AS override_count,"
"  " RUN_CHANGED_COUNT " AS changed_count"
" FROM pairs p ORDER BY " RUN_ORDER("p") " LIMIT $1::bigint";

#define RUN_COLUMNS \
	"SELECT r.run_id, r.revision, " RUN_HEAD ", r.taken_at, r.taken_by, r.overrides, r.base_env || r.overrides AS parameters" \
	" FROM @extschema@.finetune_runs r WHERE r.run_id = $1::text"

static const char parameters_sql[] =
"SELECT e.key, e.value, CASE WHEN jsonb_exists(r.overrides, e.key)"
" THEN 'override' ELSE 'base_env' END AS source"
" FROM @extschema@.finetune_runs r"
" CROSS JOIN jsonb_each_text(r.base_env || r.overrides) e"
" WHERE r.run_id = $1::text ORDER BY e.key COLLATE \"C\"";

static const char *limit;

static void
show_for_people(const char *run_id)
{
	PGresult   *run = must_query("SELECT q.run_id, q.revision, q.head,"
								 " date_trunc('second', q.taken_at) AS taken_at,"
								 " q.taken_by, q.overrides FROM (" RUN_COLUMNS ") q",
								 1, &run_id);

	for (int column = 0; column < PQnfields(run); column++)
		say_field(PQfname(run, column), PQgetvalue(run, 0, column));
	PQclear(run);
	say("%s", "");
	print_query_paged(parameters_sql, 1, &run_id);
}

static void
show_run(const char *run_id)
{
	state_check_run(run_id);
	if (output_format == FORMAT_TABLE)
		show_for_people(run_id);
	else if (output_format == FORMAT_JSON)
	{
		char	   *object = must_query_value("SELECT row_to_json(q) FROM (" RUN_COLUMNS ") q",
											  1, &run_id);

		print_json(object);
		pg_free(object);
	}
	else
		print_query(RUN_COLUMNS, 1, &run_id);
}

static void
tell_first_run(void)
{
	say("there is no run");
	if (output_format == FORMAT_TABLE)
		pg_log_info_hint("\"ftf run --run-id RUN_ID -- COMMAND\" takes a run's snapshot, and records it.");
}

static int
runs(int argc, char **argv)
{
	const char *params[] = {checked_limit(limit)};

	if (argc > 0 && limit != NULL)
		fail_usage("-n goes with the list, not with one run");
	must_begin_reading();
	if (argc > 0)
		show_run(argv[0]);
	else if (print_query_paged(list_sql, 1, params) == 0 && !told_empty())
		tell_first_run();
	must_commit();
	return EXIT_DONE;
}

static const Option options[] = {
	{"limit", 'n', OPTION_TEXT, &limit, "N", "only the newest N runs (all if not given)"},
	{0}
};

const Command runs_command = {
	.name = "runs",
	.arguments = "[RUN_ID]",
	.summary = "list the runs, newest first, or show one of them",
	.description =
	"override_count is the number of parameters that the run itself set;\n"
	"changed_count that of the parameters with another value than in the run\n"
	"before, wherever it came from (\"ftf diff run:A run:B\" tells which). Of one\n"
	"run, parameters is what it ran with, overrides included; its head is an\n"
	"anchor for \"ftf verify\".",
	.options = options,
	.max_arguments = 1,
	.completes = ARGUMENT_RUN,
	.run = runs
};
