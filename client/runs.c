/*-------------------------------------------------------------------------
 *
 * runs.c
 *	  ftf runs: the list of runs, and all about one.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "cli.h"
#include "commands.h"
#include "output.h"
#include "state.h"

/*
 * Each run of those shown is compared with the one before it, by what they ran
 * with.  Only keys that an override of either names, or that changed between
 * their revisions, can differ.  An empty object is added for the parameters to
 * be uncompressed once, not at each look into them.
 */
static const char list_sql[] =
"WITH newest AS (SELECT r.run_id, r.revision, r.taken_at, r.taken_by, r.overrides"
"  FROM @extschema@.finetune_runs r"
"  ORDER BY r.taken_at DESC, r.run_id DESC LIMIT $1::bigint + 1),"
" paired AS (SELECT n.*, lead(n.run_id) OVER w AS before_id,"
"   lead(n.revision) OVER w AS before_revision,"
"   lead(n.overrides) OVER w AS before_overrides"
"  FROM newest n WINDOW w AS (ORDER BY n.taken_at DESC, n.run_id DESC))"
" SELECT p.run_id, p.revision, p.taken_at, p.taken_by,"
"  (SELECT count(*) FROM jsonb_object_keys(p.overrides)) AS override_count,"
"  (SELECT count(*) FROM (SELECT a.base_env || '{}' AS env, b.base_env || '{}' AS before_env"
"    FROM @extschema@.finetune_runs a, @extschema@.finetune_runs b"
"    WHERE a.run_id = p.run_id AND b.run_id = p.before_id OFFSET 0) e"
"   CROSS JOIN LATERAL (SELECT jsonb_object_keys(p.overrides) AS key"
"    UNION SELECT jsonb_object_keys(p.before_overrides)"
"    UNION SELECT d.key FROM @extschema@.ftf_diff(p.before_revision, p.revision) d"
"     WHERE p.before_revision <> p.revision) k"
"   WHERE coalesce(p.overrides ->> k.key, e.env ->> k.key)"
"    IS DISTINCT FROM coalesce(p.before_overrides ->> k.key, e.before_env ->> k.key)"
"   HAVING p.before_id IS NOT NULL) AS changed_count"
" FROM paired p ORDER BY p.taken_at DESC, p.run_id DESC LIMIT $1::bigint";

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

static int
runs(int argc, char **argv)
{
	const char *params[] = {checked_limit(limit)};

	if (argc > 0 && limit != NULL)
		fail_usage("-n goes with the list, not with one run");
	must_begin_reading();
	if (argc > 0)
		show_run(argv[0]);
	else if (print_query_paged(list_sql, 1, params) == 0)
		say("there is no run");
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
