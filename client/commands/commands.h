/*-------------------------------------------------------------------------
 *
 * commands.h
 *	  The table of commands, each defined beside the function that runs it.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_COMMANDS_COMMANDS_H
#define FTF_COMMANDS_COMMANDS_H

#include "cli/command.h"

/* All commands in the order of the help; NULL ends the list. */
extern const Command *const commands[];

extern const Command console_command;
extern const Command get_command;
extern const Command list_command;
extern const Command show_command;
extern const Command set_command;
extern const Command unset_command;
extern const Command revert_command;
extern const Command define_command;
extern const Command undefine_command;
extern const Command history_command;
extern const Command diff_command;
extern const Command snapshot_command;
extern const Command runs_command;
extern const Command run_command;
extern const Command lint_command;
extern const Command export_command;
extern const Command import_command;
extern const Command head_command;
extern const Command verify_command;
extern const Command watch_command;
extern const Command grant_command;
extern const Command revoke_command;
extern const Command govern_command;
extern const Command status_command;
extern const Command up_command;
extern const Command down_command;
extern const Command completion_command;
extern const Command help_command;
extern const Command complete_command;
extern const Command man_command;

#endif							/* FTF_COMMANDS_COMMANDS_H */
