/*-------------------------------------------------------------------------
 *
 * commands.h
 *	  Every command, each defined beside the function that runs it.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_COMMANDS_H
#define FTF_COMMANDS_H

#include "command.h"

extern const Command get_command;
extern const Command list_command;
extern const Command show_command;
extern const Command history_command;
extern const Command diff_command;
extern const Command runs_command;
extern const Command export_command;
extern const Command head_command;
extern const Command verify_command;
extern const Command watch_command;

#endif							/* FTF_COMMANDS_H */
