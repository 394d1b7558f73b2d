/*-------------------------------------------------------------------------
 *
 * snapshot.c
 *	  ftf snapshot: takes a run's snapshot, or tells the first one.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "change.h"
#include "cli/exit_codes.h"
#include "cli/output.h"
#include "cli/shown.h"
#include "commands.h"
#include "reused.h"
#include "state.h"
#include "store/connection.h"
#include "store/json_text.h"
#include "store/rows.h"

static SimpleStringList overrides;
static SimpleStringList required;

/* The run's row; what this transaction stored was taken now. */
#define RUN_ROW \
	"SELECT r.run_id, r.revision, " RUN_HEAD ", r.taken_at, r.taken_by," \
	" s.xid IS NOT DISTINCT FROM pg_current_xact_id_if_assigned() AS taken_now," \
	" r.overrides, r.base_env, encode(r.hash, 'hex') AS hash" \
	" FROM @extschema@.finetune_runs r JOIN @extschema@.ftf_run s ON s.run_id = r.run_id" \
	" WHERE r.run_id = $1::text"

static const char reused_sql[] =
"SELECT " REUSED_COLUMNS("r") " FROM @extschema@.ftf_run r WHERE r.run_id = $1::text";

static int
list_length(const SimpleStringList *list)
{
	int			length = 0;

	for (SimpleStringListCell *cell = list->head; cell != NULL; cell = cell->next)
		length++;
	return length;
}

static void
take_snapshot(const char *run_id)
{
	int			with = list_length(&overrides);
	int			needed = list_length(&required);
	char	  **keys = pg_malloc0((with + 1) * sizeof(char *));
	char	  **values = pg_malloc0((with + 1) * sizeof(char *));
	const char **names = pg_malloc0((needed + 1) * sizeof(char *));
	const char *params[3] = {run_id};
	int			i = 0;

	for (SimpleStringListCell *cell = overrides.head; cell != NULL; cell = cell->next, i++)
		split_assignment(cell->val, &keys[i], &values[i]);
	i = 0;
	for (SimpleStringListCell *cell = required.head; cell != NULL; cell = cell->next)
		names[i++] = cell->val;
	params[1] = json_pairs((const char *const *) keys, (const char *const *) values, with);
	params[2] = json_list(names, needed);
	must_begin();
	PQclear(must_query("SELECT @extschema@.ftf_snapshot($1::text, $2::text, " TEXTS("$3") ")",
					   3, params));
}

static void
print_for_people(const PGresult *run)
{
	bool		taken_now = strcmp(PQgetvalue(run, 0, 5), "t") == 0;
	char	   *name = shown_value(PQgetvalue(run, 0, 0));
	char	   *taken_by = shown_value(PQgetvalue(run, 0, 4));

	if (taken_now)
		say("run %s: snapshot taken", name);
	else
		say("run %s: the first snapshot again, taken %.19s by %s", name,
			PQgetvalue(run, 0, 3), taken_by);
	say("revision %s", PQgetvalue(run, 0, 1));
	say("head %s", PQgetvalue(run, 0, 2));
	if (strcmp(PQgetvalue(run, 0, 6), "{}") != 0)
	{
		char	   *shown = shown_value(PQgetvalue(run, 0, 6));

		say("overrides %s", shown);
		pg_free(shown);
	}
	pg_free(name);
	pg_free(taken_by);
}

static int
snapshot(int argc, char **argv)
{
	const char *params[] = {argv[0]};
	PGresult   *run;
	PGresult   *reused;
	char	   *json = NULL;

	take_snapshot(argv[0]);
	run = must_query(RUN_ROW, 1, params);
	if (output_format == FORMAT_JSON)
		json = must_query_value("SELECT to_json(q) FROM (" RUN_ROW ") q", 1, params);
	reused = must_query(reused_sql, 1, params);
	must_commit();
	tell_reused(argv[0], reused, 0);
	if (output_format == FORMAT_TABLE)
		print_for_people(run);
	else if (json != NULL)
		print_json(json);
	else
		print_result(run);
	pg_free(json);
	PQclear(reused);
	PQclear(run);
	return EXIT_DONE;
}

static const Option snapshot_options[] = {
	{"with", 0, OPTION_LIST, &overrides, "KEY=VALUE", "a value for this run only; may be repeated"},
	{"require", 0, OPTION_LIST, &required, "KEY", "a key that must be there; may be repeated"},
	{0}
};

const Command snapshot_command = {
	.name = "snapshot",
	.access = "pipeline",
	.arguments = "RUN_ID",
	.summary = "keep for good what a run takes, or tell what it took first",
	.description = "A retry gets the first snapshot of the run again, whatever was changed since;\n"
	"a line on standard error says so.\n"
	"Asking for other overrides than the first time ends with exit 5.",
	.options = snapshot_options,
	.min_arguments = 1,
	.max_arguments = 1,
	.completes = ARGUMENT_RUN,
	.run = snapshot
};
