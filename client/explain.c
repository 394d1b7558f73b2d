/*-------------------------------------------------------------------------
 *
 * explain.c
 *	  ftf help, ftf completion, and the hidden commands beside them: what ftf
 *	  tells of itself.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <fcntl.h>
#include <unistd.h>

#include "cli.h"
#include "commands.h"
#include "completion.h"
#include "help.h"

static int
help(int argc, char **argv)
{
	const Command *command;

	if (argc == 0)
	{
		print_help();
		return EXIT_DONE;
	}
	command = find_command(argv[0]);
	if (command == NULL)
		fail_usage("there is no command \"%s\"", argv[0]);
	print_command_help(command);
	return EXIT_DONE;
}

const Command help_command = {
	.name = "help",
	.arguments = "[COMMAND]",
	.summary = "explain ftf, or one of its commands",
	.min_arguments = 0,
	.max_arguments = 1,
	.completes = ARGUMENT_TOPIC,
	.run = help
};

static int
completion(int argc, char **argv)
{
	if (strcmp(argv[0], "bash") == 0)
		print_bash_completion();
	else if (strcmp(argv[0], "zsh") == 0)
		print_zsh_completion();
	else if (strcmp(argv[0], "fish") == 0)
		print_fish_completion();
	else
		fail_usage("there is no completion for \"%s\"", argv[0]);
	return EXIT_DONE;
}

const Command completion_command = {
	.name = "completion",
	.arguments = "bash|zsh|fish",
	.summary = "print the script that makes a shell complete ftf's command line",
	.description =
	"With names of parameters and runs from the store. For now, or in a start file:\n"
	"\n"
	"  eval \"$(ftf completion bash)\"\n"
	"  eval \"$(ftf completion zsh)\"\n"
	"  ftf completion fish | source",
	.min_arguments = 1,
	.max_arguments = 1,
	.completes = ARGUMENT_WORD,
	.words = "bash zsh fish",
	.run = completion
};

#define KEYS_SQL \
	"SELECT key FROM jsonb_each(@extschema@.ftf_env())" \
	" WHERE starts_with(key, $1::text) ORDER BY key LIMIT 1000"
#define RUNS_SQL \
	"SELECT run_id FROM @extschema@.finetune_runs" \
	" WHERE starts_with(run_id, $1::text) ORDER BY taken_at DESC LIMIT 200"

/* A name on several lines would be several. */
static void
print_names(const PGresult *names)
{
	for (int row = 0; row < PQntuples(names); row++)
	{
		if (strchr(PQgetvalue(names, row, 0), '\n') == NULL)
			puts(PQgetvalue(names, row, 0));
	}
}

/* Whatever goes wrong, someone is typing: nothing is said, asked or waited for. */
static int
complete(int argc, char **argv)
{
	const char *params[] = {argc > 1 ? argv[1] : ""};
	bool		keys = strcmp(argv[0], "keys") == 0;
	int			nothing = open("/dev/null", O_WRONLY);
	Store	   *store;
	PGresult   *names;

	if (!keys && strcmp(argv[0], "runs") != 0)
		return EXIT_USAGE;
	dup2(nothing, STDERR_FILENO);
	setenv("PGCONNECT_TIMEOUT", "2", 1);
	connect_options.prompt = PASSWORD_NEVER;
	store = connect_store();
	PQclear(store_query(store, "SET statement_timeout = 2000", 0, NULL));
	names = store_query(store, keys ? KEYS_SQL : RUNS_SQL, 1, params);
	print_names(names);
	PQclear(names);
	return EXIT_DONE;
}

const Command complete_command = {
	.name = "__complete",
	.arguments = "keys|runs [PREFIX]",
	.summary = "print names from the store that begin with PREFIX",
	.hidden = true,
	.min_arguments = 1,
	.max_arguments = 2,
	.run = complete
};

static int
man(int argc, char **argv)
{
	print_man_sections();
	return EXIT_DONE;
}

const Command man_command = {
	.name = "__man",
	.arguments = "",
	.summary = "print the sections of the man page that are made from the commands",
	.hidden = true,
	.run = man
};
