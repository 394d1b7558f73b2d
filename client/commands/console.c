/*-------------------------------------------------------------------------
 *
 * console.c
 *	  ftf console: starts ftf-console, the program beside this one.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <unistd.h>

#include "cli/fail.h"
#include "cli/options.h"
#include "cli/program.h"
#include "commands.h"
#include "console.h"

#define PROGRAM_NAME "ftf-console"

ConsoleOptions console_options;

static const Option options[] = {
	{"listen", 0, OPTION_TEXT, &console_options.listen, "ADDR:PORT", "where to listen (default: 127.0.0.1:8059)"},
	{"base-url", 0, OPTION_TEXT, &console_options.base_url, "URL", "address that browsers use, such as https://ftf.example"},
	{"operator-header", 0, OPTION_TEXT, &console_options.operator_header, "NAME", "request header in which a proxy names the person"},
	{"trusted-proxy", 0, OPTION_LIST, &console_options.trusted_proxies, "ADDR", "address (or ADDR/BITS) of a proxy; may be repeated"},
	{"tls-certificate", 0, OPTION_TEXT, &console_options.certificate, "FILE", "certificate chain in PEM: serve HTTPS"},
	{"tls-key", 0, OPTION_TEXT, &console_options.key, "FILE", "its private key in PEM"},
	{"idle-minutes", 0, OPTION_TEXT, &console_options.idle_minutes, "N", "end a session that was not used so long (default: 60)"},
	{"session-hours", 0, OPTION_TEXT, &console_options.session_hours, "N", "end every session after so long (default: 12)"},
	{0}
};

typedef struct Arguments
{
	char	  **items;
	int			count;
} Arguments;

static void
add_argument(Arguments *arguments, char *item)
{
	arguments->items = pg_realloc(arguments->items,
								  (arguments->count + 2) * sizeof(char *));
	arguments->items[arguments->count++] = item;
	arguments->items[arguments->count] = NULL;
}

/* What was given, wherever it stood on the command line, as --NAME=VALUE. */
static void
add_options(Arguments *arguments, const Option *table)
{
	for (const Option *option = table; option->name != NULL; option++)
	{
		if (option->kind == OPTION_FLAG && *(bool *) option->target)
			add_argument(arguments, psprintf("--%s", option->name));
		else if (option->kind == OPTION_TEXT &&
				 *(const char **) option->target != NULL)
			add_argument(arguments, psprintf("--%s=%s", option->name,
											 *(const char **) option->target));
		else if (option->kind == OPTION_LIST)
		{
			for (SimpleStringListCell *cell = ((SimpleStringList *) option->target)->head;
				 cell != NULL; cell = cell->next)
				add_argument(arguments, psprintf("--%s=%s", option->name, cell->val));
		}
	}
}

static int
console(int argc, char **argv)
{
	Arguments	arguments = {0};
	char	   *path = path_beside(PROGRAM_NAME);

	add_argument(&arguments, pg_strdup(PROGRAM_NAME));
	add_options(&arguments, global_options);
	add_options(&arguments, options);
	if (path != NULL)
		execv(path, arguments.items);
	execvp(PROGRAM_NAME, arguments.items);
	fail(errno == ENOENT ? EXIT_NOT_FOUND : EXIT_CANNOT_EXECUTE,
		 "\"make install\" puts it beside ftf.",
		 "could not start " PROGRAM_NAME ": %m");
}

const Command console_command = {
	.name = "console",
	.arguments = "",
	.summary = "serve the console: parameters in a browser, with who and why",
	.description =
	"People sign in with a PostgreSQL role and its password, and work by a\n"
	"connection of their own; what the role may do, the page offers. Where the\n"
	"server asks no password (trust, peer), only the user who runs the console can\n"
	"sign in without one, from this machine.\n"
	"With --operator-header the console connects as its own role (-U), which has\n"
	"access \"console\", and a proxy in front of it says who the person is. That\n"
	"header is believed only from a --trusted-proxy.",
	.options = options,
	.run = console
};
