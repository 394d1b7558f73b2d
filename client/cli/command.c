/*-------------------------------------------------------------------------
 *
 * command.c
 *	  Finds a command in the table of all.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "command.h"
#include "fail.h"
#include "spelling.h"

const Command *
must_find_command(const Command *const *commands, const char *name)
{
	Spelling	spelling;

	spelling_begin(&spelling, name);
	for (const Command *const *command = commands; *command != NULL; command++)
	{
		if (strcmp((*command)->name, name) == 0)
			return *command;
		if (!(*command)->hidden)
			spelling_offer(&spelling, (*command)->name);
	}
	set_usage_command(NULL);
	fail_usage_near(spelling.nearest, "there is no command \"%s\"", name);
}
