/*-------------------------------------------------------------------------
 *
 * diff.c
 *	  ftf diff: what differs between two states, with who, when and why.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "cli/fail.h"
#include "cli/output.h"
#include "commands.h"
#include "common/logging.h"
#include "state.h"
#include "store/connection.h"
#include "store/rows.h"

static const char revisions_sql[] =
"SELECT d.key, d.from_value, d.to_value, d.revision, d.operator, d.reason, d.changed_at"
" FROM @extschema@.ftf_diff($1::bigint, $2::bigint) d";

static const char runs_sql[] =
"SELECT d.key, d.value_a, d.value_b, d.source, d.revision, d.operator, d.reason, d.changed_at"
" FROM @extschema@.ftf_run_diff($1::text, $2::text) d";

/*
 * Any two states.  A change is looked up by index for the keys that differ: the
 * last one up to the later revision, which is after the earlier one, or the
 * key would not differ.  A file has no revision.
 */
static const char states_sql[] =
"WITH differing AS MATERIALIZED (SELECT key, a.value AS value_a, b.value AS value_b"
"  FROM jsonb_each_text(" STATE_ENV("$1", "$2", "$4") ") a"
"  FULL JOIN jsonb_each_text(" STATE_ENV("$5", "$6", "$8") ") b USING (key)"
"  WHERE a.value IS DISTINCT FROM b.value),"
" sourced AS (SELECT d.*, CASE"
"   WHEN EXISTS (SELECT FROM @extschema@.finetune_runs r"
"    WHERE r.run_id IN ($2::text, $6::text) AND jsonb_exists(r.overrides, d.key))"
"   THEN 'override'"
"   WHEN $4::jsonb IS NOT NULL OR $8::jsonb IS NOT NULL THEN 'file'"
"   ELSE 'base_env' END AS source FROM differing d)"
" SELECT s.key, s.value_a, s.value_b, s.source, h.revision, h.operator, h.reason, h.changed_at"
" FROM sourced s"
" LEFT JOIN LATERAL (SELECT c.revision, c.operator, c.reason, c.changed_at"
"  FROM @extschema@.ftf_config_history c"
"  WHERE c.key = s.key AND c.kind IN ('set', 'unset') AND s.source <> 'override'"
"  AND c.revision <= greatest($1::bigint, $3::bigint, $5::bigint, $7::bigint)"
"  ORDER BY c.revision DESC LIMIT 1) h ON true"
" ORDER BY s.key COLLATE \"C\"";

static int
print_difference(const State *a, const State *b)
{
	const char *revisions[] = {a->revision, b->revision};
	const char *runs[] = {a->run, b->run};
	const char *states[] = {
		a->revision, a->run, a->run_revision, a->parameters,
		b->revision, b->run, b->run_revision, b->parameters
	};

	if (a->revision != NULL && b->revision != NULL)
		return print_query_paged(revisions_sql, lengthof(revisions), revisions);
	if (a->run != NULL && b->run != NULL)
		return print_query_paged(runs_sql, lengthof(runs), runs);
	return print_query_paged(states_sql, lengthof(states), states);
}

/* Two runs' results differ by what differed, if only one thing did. */
static void
summarize(const State *a, const State *b, int differing)
{
	if (a->run == NULL || b->run == NULL)
	{
		if (differing == 0)
			say("no differences");
		return;
	}
	if (differing == 1)
		say("1 parameter differs");
	else
		say("%d parameters differ", differing);
	if (differing > 1)
		pg_log_warning("more than one parameter differs: no single one explains a difference between the results");
}

static int
diff(int argc, char **argv)
{
	State		a;
	State		b;

	state_parse(&a, argv[0]);
	state_parse(&b, argv[1]);
	if (strcmp(argv[0], "file:-") == 0 && strcmp(argv[1], "file:-") == 0)
		fail_usage("standard input can be read only once");
	must_begin_reading();
	state_resolve(&a);
	state_resolve(&b);
	summarize(&a, &b, print_difference(&a, &b));
	must_commit();
	return EXIT_DONE;
}

const Command diff_command = {
	.name = "diff",
	.arguments = "A B",
	.summary = "show what differs between two states, with who, when and why",
	.description =
	"A and B are each one of these:\n"
	"  N          a revision\n"
	"  @TIME      the parameters at that time, such as \"@2026-11-24 09:00\" or\n"
	"             @yesterday\n"
	"  now        the parameters now\n"
	"  run:ID     what the run ran with\n"
	"  file:PATH  a file, as \"ftf import\" reads it (file:-: standard input)\n"
	"Between revisions, times and now, columns are those of ftf_diff, otherwise\n"
	"those of ftf_run_diff. The change told is the last one between the two; of\n"
	"a file, the last one up to the other. A value that isn't there is empty\n"
	"(null in JSON). Whether or not they differ, the exit code is 0. Between two\n"
	"runs, a warning says where more than one parameter differs: then no single\n"
	"one explains a difference between the results.",
	.min_arguments = 2,
	.max_arguments = 2,
	.completes = ARGUMENT_STATE,
	.run = diff
};
