/*-------------------------------------------------------------------------
 *
 * main.c
 *	  ftf: reads and changes the parameters that ftf_config keeps.
 *
 * It adds no rule of its own: what is refused, the database refuses.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <fcntl.h>
#include <locale.h>
#include <unistd.h>

#include "cli/fail.h"
#include "cli/help.h"
#include "cli/hint.h"
#include "cli/options.h"
#include "cli/output.h"
#include "commands/commands.h"

/* The command that is asked for, with its arguments; NULL: help was given. */
static const Command *
find_what_to_do(int *argc, char ***argv)
{
	const Command *command;

	parse_global_options(argc, argv);
	if (*argc == 0 && help_is_wanted())
	{
		print_help(commands);
		return NULL;
	}
	if (*argc == 0)
		fail_usage("a command is missing");
	command = must_find_command(commands, (*argv)[0]);
	parse_command_options(command, argc, argv);
	if (!help_is_wanted())
		return command;
	print_command_help(command);
	return NULL;
}

/*
 * A standard stream that the caller closed must not get the connection's
 * number: what is printed would go to the server.  It stays as useless as it
 * was, and is closed again in a command that replaces ftf.
 */
static void
occupy_closed_streams(void)
{
	for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; stream++)
	{
		if (fcntl(stream, F_GETFD) < 0)
			(void) open("/dev/null", O_CLOEXEC |
						(stream == STDIN_FILENO ? O_WRONLY : O_RDONLY));
	}
}

int
main(int argc, char **argv)
{
	const Command *command;
	int			code = EXIT_DONE;

	occupy_closed_streams();
	setlocale(LC_CTYPE, "");
	output_init(argv[0]);
	command = find_what_to_do(&argc, &argv);
	if (command != NULL)
	{
		set_needed_access(command->access);
		code = command->tell != NULL ? command->tell(commands, argc, argv) : command->run(argc, argv);
	}
	finish_output();
	return code;
}
