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
extern const Command head_command;
extern const Command verify_command;
extern const Command watch_command;
extern const Command up_command;
extern const Command down_command;
extern const Command completion_command;
extern const Command help_command;
extern const Command complete_command;
extern const Command man_command;

#endif							/* FTF_COMMANDS_H */
