/*-------------------------------------------------------------------------
 *
 * command.c
 *	  Finds a command in the table of all.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "command.h"

const Command *
find_command(const Command *const *commands, const char *name)
{
	for (const Command *const *command = commands; *command != NULL; command++)
	{
		if (strcmp((*command)->name, name) == 0)
			return *command;
	}
	return NULL;
}
