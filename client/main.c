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

#include <locale.h>

#include "cli.h"
#include "help.h"
#include "output.h"

int
main(int argc, char **argv)
{
	const Command *command;
	int			code;

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
