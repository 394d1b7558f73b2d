/*-------------------------------------------------------------------------
 *
 * set.c
 *	  ftf set, ftf unset: several parameters, one revision.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "change.h"
#include "cli/fail.h"
#include "cli/file.h"
#include "commands.h"

/*
 * Standard input, byte for byte but for one line end after it, which "ftf get"
 * and most programs add: without even that, the program before has failed.
 */
static char *
read_value(const char *key)
{
	size_t		length;
	char	   *value = read_all(stdin, "standard input", &length);

	if (length == 0)
		fail(EXIT_REFUSED, psprintf("An empty value is set by \"%s=\".", key),
			 "standard input is empty");
	if (strlen(value) != length)
		fail(EXIT_REFUSED, NULL, "standard input holds a NUL byte, which no value can");
	if (length > 0 && value[length - 1] == '\n')
		value[length - 1] = '\0';
	return value;
}

static void
make_change(const char *const *keys, const char *const *values, int count)
{
	const char *if_revision = if_revision_option();
	char	   *revision;

	begin_change();
	revision = apply_changes(keys, values, count, if_revision);
	finish_change(revision, "");
	pg_free(revision);
}

static int
set(int argc, char **argv)
{
	char	  **keys = pg_malloc0(argc * sizeof(char *));
	char	  **values = pg_malloc0(argc * sizeof(char *));
	int			count = 0;

	require_reason();
	if (argc == 2 && strchr(argv[0], '=') == NULL)
	{
		keys[count] = argv[0];
		values[count++] = strcmp(argv[1], "-") == 0 ? read_value(argv[0]) : argv[1];
	}
	else
	{
		for (; count < argc; count++)
			split_assignment(argv[count], &keys[count], &values[count]);
	}
	make_change((const char *const *) keys, (const char *const *) values, count);
	return EXIT_DONE;
}

static const Option set_options[] = {
	REASON_OPTION,
	IF_REVISION_OPTION,
	ACT_AS_OPTION,
	{0}
};

const Command set_command = {
	.name = "set",
	.access = "editor",
	.arguments = "KEY=VALUE... | KEY VALUE | KEY -",
	.summary = "set parameters, all in one revision or none",
	.description = "A value ends where the argument ends and may hold \"=\" itself.  \"KEY -\" reads\n"
	"it from standard input, byte for byte but for one line end after it, so that\n"
	"\"ftf get A | ftf set B -\" copies a value, and is refused where there is none;\n"
	"\"KEY=-\" is a hyphen.  A value that begins with a hyphen is written KEY=-1.\n"
	"\n"
	"Setting what is there already changes nothing and makes no revision.",
	.options = set_options,
	.min_arguments = 1,
	.max_arguments = -1,
	.completes = ARGUMENT_KEY,
	.run = set
};

static int
unset(int argc, char **argv)
{
	char	  **values = pg_malloc0(argc * sizeof(char *));

	require_reason();
	make_change((const char *const *) argv, (const char *const *) values, argc);
	pg_free(values);
	return EXIT_DONE;
}

const Command unset_command = {
	.name = "unset",
	.access = "editor",
	.arguments = "KEY...",
	.summary = "remove parameters, all in one revision or none",
	.description = "A parameter that isn't there ends with exit 4, and nothing is removed.",
	.options = set_options,
	.min_arguments = 1,
	.max_arguments = -1,
	.completes = ARGUMENT_KEY,
	.run = unset
};
