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

#include "cli/cli.h"
#include "cli/help.h"
#include "cli/output.h"

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
	int			code;

	occupy_closed_streams();
	setlocale(LC_CTYPE, "");
	program_name = argv[0];
	output_init(argv[0]);
	parse_global_options(&argc, &argv);
	if (argc == 0)
		fail_usage("a command is missing");
	command = find_command(argv[0]);
	if (command == NULL)
		fail_usage("there is no command \"%s\"", argv[0]);
	parse_command_options(command, &argc, &argv);
	code = command->run(argc, argv);
	disconnect_store();
	finish_output();
	return code;
}
