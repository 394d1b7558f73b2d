/*-------------------------------------------------------------------------
 *
 * commands.c
 *	  The table of commands.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "cli/command.h"
#include "commands.h"

const Command *const commands[] = {
	&get_command,
	&list_command,
	&show_command,
	&set_command,
	&unset_command,
	&revert_command,
	&define_command,
	&undefine_command,
	&history_command,
	&diff_command,
	&snapshot_command,
	&runs_command,
	&run_command,
	&lint_command,
	&export_command,
	&import_command,
	&head_command,
	&verify_command,
	&watch_command,
	&console_command,
	&grant_command,
	&revoke_command,
	&govern_command,
	&status_command,
	&up_command,
	&down_command,
	&completion_command,
	&help_command,
	&complete_command,
	&man_command,
	NULL
};
