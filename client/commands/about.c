/*-------------------------------------------------------------------------
 *
 * about.c
 *	  ftf help, ftf completion, and the hidden commands beside them: what ftf
 *	  tells of itself.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <fcntl.h>
#include <unistd.h>

#include "cli/completion_bash.h"
#include "cli/completion_fish.h"
#include "cli/completion_zsh.h"
#include "cli/connect_options.h"
#include "cli/fail.h"
#include "cli/help.h"
#include "cli/spelling.h"
#include "commands.h"
#include "state.h"
#include "store/connection.h"

static int
help(const Command *const *commands, int argc, char **argv)
{
	if (argc == 0)
		print_help(commands);
	else
		print_command_help(must_find_command(commands, argv[0]));
	return EXIT_DONE;
}

const Command help_command = {
	.name = "help",
	.arguments = "[COMMAND]",
	.summary = "explain ftf, or one of its commands",
	.min_arguments = 0,
	.max_arguments = 1,
	.completes = ARGUMENT_TOPIC,
	.tell = help
};

static int
completion(const Command *const *commands, int argc, char **argv)
{
	Spelling	spelling;

	spelling_begin(&spelling, argv[0]);
	if (!spelling_is_word(&spelling, completion_command.words, ' '))
		fail_usage_near(spelling.nearest, "there is no completion for \"%s\": it is bash, zsh or fish", argv[0]);
	if (strcmp(argv[0], "bash") == 0)
		print_bash_completion(commands);
	else if (strcmp(argv[0], "zsh") == 0)
		print_zsh_completion(commands);
	else
		print_fish_completion(commands);
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
	.tell = completion
};

#define KEYS_SQL \
	"SELECT key FROM jsonb_each(@extschema@.ftf_env())" \
	" WHERE starts_with(key, $1::text) ORDER BY key LIMIT 1000"
#define RUNS_SQL \
	"SELECT run_id FROM @extschema@.finetune_runs" \
	" WHERE starts_with(run_id, $1::text) ORDER BY taken_at DESC LIMIT 200"

/* States that are words, and how others begin; none where a time is typed. */
static void
print_state_words(const char *prefix)
{
	static const char *const words[] = {STATE_NOW, RUN_PREFIX, FILE_PREFIX};

	for (int i = 0; i < (int) lengthof(words); i++)
	{
		if (strncmp(words[i], prefix, strlen(prefix)) == 0)
			puts(words[i]);
	}
}

/* Whatever goes wrong, someone is typing: nothing is said, asked or waited for. */
static void
print_names(const char *sql, const char *prefix, const char *before)
{
	int			nothing = open("/dev/null", O_WRONLY);
	Store	   *store;
	PGresult   *names;

	dup2(nothing, STDERR_FILENO);
	setenv("PGCONNECT_TIMEOUT", "2", 1);
	connect_options.prompt = PASSWORD_NEVER;
	store = connect_store();
	store->settings = STORE_SETTING("statement_timeout", "2s");
	names = store_query(store, sql, 1, &prefix);
	for (int row = 0; row < PQntuples(names); row++)
	{
		/* on several lines it would be several */
		if (strchr(PQgetvalue(names, row, 0), '\n') == NULL)
			printf("%s%s\n", before, PQgetvalue(names, row, 0));
	}
	PQclear(names);
}

static int
complete(int argc, char **argv)
{
	const char *prefix = argc > 1 ? argv[1] : "";
	bool		is_state = strcmp(argv[0], "states") == 0;

	if (is_state && strncmp(prefix, RUN_PREFIX, strlen(RUN_PREFIX)) == 0)
		print_names(RUNS_SQL, prefix + strlen(RUN_PREFIX), RUN_PREFIX);
	else if (is_state)
		print_state_words(prefix);
	else if (strcmp(argv[0], "keys") == 0)
		print_names(KEYS_SQL, prefix, "");
	else if (strcmp(argv[0], "runs") == 0)
		print_names(RUNS_SQL, prefix, "");
	else
		return EXIT_USAGE;
	return EXIT_DONE;
}

const Command complete_command = {
	.name = "__complete",
	.arguments = "keys|runs|states [PREFIX]",
	.summary = "print names from the store that begin with PREFIX",
	.hidden = true,
	.min_arguments = 1,
	.max_arguments = 2,
	.run = complete
};

static int
man(const Command *const *commands, int argc, char **argv)
{
	print_man_sections(commands);
	return EXIT_DONE;
}

const Command man_command = {
	.name = "__man",
	.arguments = "",
	.summary = "print the sections of the man page that are made from the commands",
	.hidden = true,
	.tell = man
};
