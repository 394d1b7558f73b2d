/*-------------------------------------------------------------------------
 *
 * commands.c
 *	  The table of commands.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "command.h"
#include "commands.h"

const Command *const commands[] = {
	&console_command,
	&get_command,
	&head_command,
	NULL
};

const Command *
find_command(const char *name)
{
	for (const Command *const *command = commands; *command != NULL; command++)
	{
		if (strcmp((*command)->name, name) == 0)
			return *command;
	}
	return NULL;
}
