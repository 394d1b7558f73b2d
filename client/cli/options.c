/*-------------------------------------------------------------------------
 *
 * options.c
 *	  Options, by getopt_long from the tables of the commands.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "connect_options.h"
#include "fail.h"
#include "getopt_long.h"
#include "options.h"
#include "output.h"
#include "spelling.h"

/* Long options without a letter are numbered from here. */
#define FIRST_LONG_ONLY 256
#define MAX_OPTIONS 64

static bool never_prompt;
static bool always_prompt;
static bool json;
static bool csv;
static bool plain;
static bool want_help;

/* The value of the last option; NULL if it takes none. */
static const char *last_value;

static void
print_version(void)
{
	puts("ftf (ftf_config) " FTF_VERSION);
	finish_output();
	exit(EXIT_DONE);
}

const Option global_options[] = {
	{"dbname", 'd', OPTION_TEXT, &connect_options.database, "DBNAME", "database, connection string or URI"},
	{"host", 'h', OPTION_TEXT, &connect_options.host, "HOST", "server, or directory of its socket; several with commas"},
	{"port", 'p', OPTION_TEXT, &connect_options.port, "PORT", "port of the server"},
	{"username", 'U', OPTION_TEXT, &connect_options.user, "NAME", "role to connect as"},
	{"no-password", 'w', OPTION_FLAG, &never_prompt, NULL, "never ask for a password"},
	{"password", 'W', OPTION_FLAG, &always_prompt, NULL, "ask for a password at once"},
	{"json", 0, OPTION_FLAG, &json, NULL, "print JSON"},
	{"csv", 0, OPTION_FLAG, &csv, NULL, "print CSV"},
	{"plain", 0, OPTION_FLAG, &plain, NULL, "print lines with tabs between the columns, as COPY does"},
	{"help", 0, OPTION_FLAG, &want_help, NULL, "explain the command"},
	{"version", 'V', OPTION_CALL, print_version, NULL, "print the version"},
	{0}
};

typedef struct OptionTable
{
	const Option *options[MAX_OPTIONS];
	struct option long_options[MAX_OPTIONS + 1];
	char		letters[2 * MAX_OPTIONS + 3];
	int			count;
} OptionTable;

static void
add_options(OptionTable *table, const Option *options)
{
	for (; options != NULL && options->name != NULL; options++)
	{
		struct option *entry = &table->long_options[table->count];
		bool		has_value = options->argument != NULL;

		Assert(table->count < MAX_OPTIONS);
		entry->name = options->name;
		entry->has_arg = has_value ? required_argument : no_argument;
		entry->val = options->letter ? options->letter :
			FIRST_LONG_ONLY + table->count;
		table->options[table->count++] = options;
		if (options->letter)
		{
			char		letter[3] = {options->letter, has_value ? ':' : '\0'};

			strcat(table->letters, letter);
		}
	}
}

static void
store_option(const Option *option, const char *value)
{
	switch (option->kind)
	{
		case OPTION_FLAG:
			*(bool *) option->target = true;
			break;
		case OPTION_TEXT:
			*(const char **) option->target = value;
			break;
		case OPTION_LIST:
			simple_string_list_append(option->target, value);
			break;
		case OPTION_CALL:
			((void (*) (void)) option->target) ();
			break;
	}
}

/* As it may be written on the command line. */
static char *
written(const Option *option)
{
	return psprintf("--%s", option->name);
}

/* An option may be cut short where only one begins so. */
static void
fail_unknown_long(const OptionTable *table, const char *given)
{
	char	   *name = pnstrdup(given, strcspn(given, "="));
	int			begin_so = 0;
	Spelling	spelling;

	spelling_begin(&spelling, name);
	for (int i = 0; i < table->count; i++)
	{
		char	   *option = written(table->options[i]);

		begin_so += strncmp(option, name, strlen(name)) == 0;
		spelling_offer(&spelling, option);
	}
	if (begin_so > 1)
		fail_usage("several options begin with \"%s\"", name);
	fail_usage_near(spelling.nearest, "there is no option \"%s\"", name);
}

/* value is what getopt_long returned, ':' or '?'; optopt tells more. */
static void
fail_option(const OptionTable *table, int value, const char *given)
{
	int			i = 0;

	while (i < table->count && table->long_options[i].val != optopt)
		i++;
	if (optopt == 0)
		fail_unknown_long(table, given);
	if (i == table->count)
		fail_usage("there is no option \"-%c\"", optopt);
	if (value == ':')
		fail_usage("option \"%s\" needs a value: %s",
				   strncmp(given, "--", 2) == 0 ? written(table->options[i]) :
				   psprintf("-%c", optopt), table->options[i]->argument);
	fail_usage("option \"%s\" takes no value", written(table->options[i]));
}

static void
parse(OptionTable *table, int argc, char **argv)
{
	int			value;

	optind = 0;					/* starts anew, also with another ordering */
	opterr = 0;					/* what is wrong we say ourselves */
	while ((value = getopt_long(argc, argv, table->letters,
								table->long_options, NULL)) != -1)
	{
		int			i = 0;

		while (i < table->count && table->long_options[i].val != value)
			i++;
		if (i == table->count)
			fail_option(table, value, argv[optind - 1]);
		store_option(table->options[i], optarg);
		last_value = optarg;
	}
}

static void
apply_global_options(void)
{
	if (connect_options.port != NULL &&
		connect_options.port[strspn(connect_options.port, "0123456789, ")] != '\0')
		fail_usage("-p is not a port's number: \"%s\"", connect_options.port);
	if (json + csv + plain > 1)
		fail_usage("only one of --json, --csv and --plain can be given");
	output_format = json ? FORMAT_JSON : csv ? FORMAT_CSV :
		plain ? FORMAT_PLAIN : FORMAT_TABLE;
	connect_options.prompt = never_prompt ? PASSWORD_NEVER :
		always_prompt ? PASSWORD_ALWAYS : PASSWORD_IF_NEEDED;
}

bool
help_is_wanted(void)
{
	return want_help;
}

void
parse_global_options(int *argc, char ***argv)
{
	OptionTable table = {.letters = "+:"};

	add_options(&table, global_options);
	parse(&table, *argc, *argv);
	apply_global_options();
	*argc -= optind;
	*argv += optind;
}

/*
 * "-- COMMAND" is not ours to read: options end there, and nothing precedes it.
 * Dashes that an option took for its value, as in --run-id $EMPTY --, are none.
 */
static void
check_dashes(char **argv, int first)
{
	if (argv[first] == NULL || strcmp(argv[first - 1], "--") != 0 ||
		argv[first - 1] == last_value)
		fail_usage("the command to run must follow \"--\"");
}

static void
check_arguments(const Command *command, int argc, char **argv)
{
	if (argc < command->min_arguments)
		fail_usage("too few arguments: %s %s", command->name,
				   command->arguments);
	if (command->max_arguments >= 0 && argc > command->max_arguments)
		fail_usage("too many arguments, the first of them is \"%s\"",
				   argv[command->max_arguments]);
}

void
parse_command_options(const Command *command, int *argc, char ***argv)
{
	OptionTable table = {.letters = ":"};

	set_usage_command(command->name);
	if (command->stops_at_dashes)
		strcpy(table.letters, "+:");
	add_options(&table, command->options);
	add_options(&table, global_options);
	parse(&table, *argc, *argv);
	apply_global_options();
	if (want_help)
		return;
	if (command->stops_at_dashes)
		check_dashes(*argv, optind);
	*argc -= optind;
	*argv += optind;
	check_arguments(command, *argc, *argv);
}
