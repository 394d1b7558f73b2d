/*-------------------------------------------------------------------------
 *
 * run.c
 *	  ftf run: a command whose parameters come from the store.
 *
 * The command replaces this process, so that signals, exit status and
 * standard streams are its own.  By then the connection is closed, and nothing
 * that wasn't asked for is left behind.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "cli/compat.h"
#include "cli/connect_options.h"
#include "cli/fail.h"
#include "commands.h"
#include "common/logging.h"
#include "fe_utils/cancel.h"
#include "lint/drift.h"
#include "reused.h"
#include "run/environment.h"
#include "run/executable.h"
#include "run/fallback.h"
#include "run/guard.h"
#include "run/kernel_limits.h"
#include "store/connection.h"
#include "store/json_text.h"

static const char *run_id;
static SimpleStringList with;
static bool drop_inherited;
static SimpleStringList require_from;
static const char *fallback;
static bool no_guard;

/*
 * What the parameters were read from.  The ledger's head is written as
 * ftf_head() does: the last entry of the revision, and its hash.
 */
#define ORIGIN_COLUMNS \
	"SELECT o.revision, h.entry_id || ':' || encode(h.hash, 'hex')," \
	" array_to_string(c.governed_prefixes, ':')," \
	" 'store:' || current_database() || ' chain=' || h.chain_id"
#define ORIGIN_COUNT 4
#define ORIGIN_JOIN \
	" JOIN @extschema@.ftf_config_history h" \
	" ON h.revision = o.revision AND h.hash = o.head" \
	" CROSS JOIN @extschema@.ftf_config c"

static const char snapshot_sql[] =
"SELECT key, value FROM jsonb_each_text(@extschema@.ftf_snapshot("
"$1::text, $2::text, '{}'::text[]))";
static const char snapshot_origin_sql[] =
ORIGIN_COLUMNS ", " REUSED_COLUMNS("o") " FROM @extschema@.ftf_run o" ORIGIN_JOIN
" WHERE o.run_id = $1::text";

static const char env_sql[] =
"SELECT key, value FROM jsonb_each_text(@extschema@.ftf_env())";
static const char env_origin_sql[] =
ORIGIN_COLUMNS " FROM @extschema@.ftf_config o" ORIGIN_JOIN;

/* A name that no run has, for a snapshot that is never committed. */
static const char no_run_sql[] =
"SELECT 'ftf run without id ' || pg_backend_pid() || ' ' || clock_timestamp()";

static void
add_prefixes(SimpleStringList *prefixes, const char *list)
{
	char	   *copy = pg_strdup(list);

	for (char *prefix = strtok(copy, ":"); prefix != NULL; prefix = strtok(NULL, ":"))
		simple_string_list_append(prefixes, prefix);
	pg_free(copy);
}

static void
receive_parameters(ParamFile *parameters, const PGresult *rows)
{
	parameters->count = PQntuples(rows);
	parameters->keys = pg_malloc((parameters->count + 1) * sizeof(char *));
	parameters->values = pg_malloc((parameters->count + 1) * sizeof(char *));
	for (int i = 0; i < parameters->count; i++)
	{
		parameters->keys[i] = pg_strdup(PQgetvalue(rows, i, 0));
		parameters->values[i] = pg_strdup(PQgetvalue(rows, i, 1));
	}
}

/* Both statements in the transaction that is open. */
static void
read_input(RunInput *input, const char *sql, int nparams,
		   const char *const *params, const char *origin_sql)
{
	PGresult   *rows = must_query(sql, nparams, params);
	PGresult   *origin = must_query(origin_sql, Min(nparams, 1), params);

	if (PQntuples(origin) != 1)
		fail(EXIT_MISSING, "Load the baseline with \"ftf import\" first.",
			 "the store holds no parameters yet");
	receive_parameters(&input->parameters, rows);
	input->revision = pg_strdup(PQgetvalue(origin, 0, 0));
	input->head = pg_strdup(PQgetvalue(origin, 0, 1));
	add_prefixes(&input->prefixes, PQgetvalue(origin, 0, 2));
	input->source = pg_strdup(PQgetvalue(origin, 0, 3));
	if (PQnfields(origin) > ORIGIN_COUNT)
		tell_reused(params[0], origin, ORIGIN_COUNT);
	PQclear(rows);
	PQclear(origin);
}

/*
 * A snapshot in the run's name, or, to have overrides checked by the store
 * without a run, one that is not kept.
 */
static void
read_snapshot(RunInput *input, const char *name, const ParamFile *overrides)
{
	const char *params[2];

	params[1] = json_pairs((const char *const *) overrides->keys,
						   (const char *const *) overrides->values, overrides->count);
	must_begin();
	params[0] = name ? name : must_query_value(no_run_sql, 0, NULL);
	read_input(input, snapshot_sql, 2, params, snapshot_origin_sql);
}

static void
read_env(RunInput *input)
{
	must_begin_reading();
	read_input(input, env_sql, 0, NULL, env_origin_sql);
}

/* Before anything is recorded. */
static void
require_no_drift(void)
{
	int			errors = 0;

	for (SimpleStringListCell *path = require_from.head; path != NULL; path = path->next)
		errors += lint_path_for_run(path->val);
	if (errors > 0)
		fail(EXIT_MISSING, "\"ftf lint --help\" explains the findings.",
			 "the command is not run: its source has %d error%s",
			 errors, errors == 1 ? "" : "s");
}

/* In a transaction that is still open afterwards. */
static void
read_store(RunInput *input, const ParamFile *overrides)
{
	require_no_drift();
	if (run_id == NULL)
		pg_log_warning("no snapshot is taken, since there is no --run-id: nothing records what this run gets");
	if (run_id != NULL || overrides->count > 0)
		read_snapshot(input, run_id, overrides);
	else
		read_env(input);
	input->run_id = run_id;
}

static void
parse_overrides(ParamFile *overrides)
{
	int			count = 0;

	for (SimpleStringListCell *cell = with.head; cell != NULL; cell = cell->next)
		count++;
	overrides->count = 0;
	overrides->keys = pg_malloc((count + 1) * sizeof(char *));
	overrides->values = pg_malloc((count + 1) * sizeof(char *));
	for (SimpleStringListCell *cell = with.head; cell != NULL; cell = cell->next)
	{
		const char *equals = strchr(cell->val, '=');

		if (equals == NULL)
			fail_usage("not KEY=VALUE: \"%s\"", cell->val);
		overrides->keys[overrides->count] = pnstrdup(cell->val, equals - cell->val);
		overrides->values[overrides->count++] = pg_strdup(equals + 1);
	}
}

/* Standard input is the command's: a password is asked for on the terminal. */
static void
leave_standard_input_alone(void)
{
	int			terminal = open("/dev/tty", O_RDWR | O_CLOEXEC);

	if (terminal >= 0)
		close(terminal);
	else if (connect_options.prompt == PASSWORD_IF_NEEDED)
		connect_options.prompt = PASSWORD_NEVER;
}

/* As it was before the connection; an interrupt that came since counts. */
static void
restore_interrupt(const struct sigaction *before)
{
	sigaction(SIGINT, before, NULL);
	if (CancelRequested)
		raise(SIGINT);
}

static void
replace_process(const Environment *environment, char **argv)
{
	environ = environment->entries;
	execvp(argv[0], argv);
	if (errno == E2BIG)
		check_kernel_limits(environment, argv, true);
	fail_exec(argv[0]);
}

static int
run(int argc, char **argv)
{
	RunInput	input = {0};
	ParamFile	overrides;
	Environment environment;
	struct sigaction interrupt;

	if (fallback != NULL && run_id != NULL)
		fail_usage("--fallback can't go with --run-id: what a file says is no snapshot");
	if (fallback != NULL && require_from.head != NULL)
		fail_usage("--fallback can't go with --require-from, which compares with the store");
	check_executable(argv[0]);
	parse_overrides(&overrides);
	leave_standard_input_alone();
	sigaction(SIGINT, NULL, &interrupt);
	if (fallback != NULL && !connect_if_answered())
		fallback_read(&input, fallback, &overrides);
	else
		read_store(&input, &overrides);
	environment_lay(&environment, &input, drop_inherited);
	if (no_guard)
		guard_switch_off(&environment);
	else
		guard_switch_on(&environment, &input);
	check_kernel_limits(&environment, argv, false);

	/* what is refused until here never ran, and leaves no snapshot behind */
	if (run_id != NULL)
		must_commit();
	disconnect_store();
	restore_interrupt(&interrupt);
	replace_process(&environment, argv);
	return EXIT_CANNOT_EXECUTE;
}

static const Option run_options[] = {
	{"run-id", 0, OPTION_TEXT, &run_id, "RUN_ID", "take the run's snapshot, or use the one it has"},
	{"with", 0, OPTION_LIST, &with, "KEY=VALUE", "another value for this run; may be repeated"},
	{"drop-inherited", 0, OPTION_FLAG, &drop_inherited, NULL, "remove stale variables instead of refusing them"},
	{"require-from", 0, OPTION_LIST, &require_from, "PATH", "lint this first, refuse drift; may be repeated"},
	{"fallback", 0, OPTION_TEXT, &fallback, "FILE", "parameters where no server answers; for tests"},
	{"no-guard", 0, OPTION_FLAG, &no_guard, NULL, "let the command read what the store lacks"},
	{0}
};

const Command run_command = {
	.name = "run",
	.access = "pipeline",
	.arguments = "-- COMMAND [ARGUMENT]...",
	.summary = "run a command with the parameters as its environment",
	.description =
	"The command replaces ftf: signals, exit status and standard streams are its\n"
	"own; 126 and 127 mean that it could not be started, and then nothing is\n"
	"recorded. Besides the parameters it gets FTF_RUN_ID, FTF_REVISION, FTF_HEAD\n"
	"and FTF_SOURCE.\n\n"
	"A run of the same ID gets the same parameters again, whatever was edited\n"
	"since; a line on standard error says from when they are. Without --run-id\n"
	"nothing is recorded.\n\n"
	"A governed variable that is already in the environment with another value\n"
	"than the store's is stale: all are named, the command is not run, and no\n"
	"snapshot is taken.\n\n"
	"The guard stops the command with exit 4 where it reads a governed variable\n"
	"that the store does not hold, also with a default, in Python 3, Perl, and\n"
	"programs that use getenv (C, C++, Node, Ruby). It can't reach programs that\n"
	"are linked statically, are set-user-ID, or read their environment by other\n"
	"means (Go, Java, $NAME in a shell, Node's worker threads, a copy of the\n"
	"environment), Python with -I, -E or -S, Perl with -T.",
	.options = run_options,
	.min_arguments = 1,
	.max_arguments = -1,
	.run = run,
	.completes = ARGUMENT_COMMAND,
	.stops_at_dashes = true
};
