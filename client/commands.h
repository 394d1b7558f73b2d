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

extern const Command console_command;
extern const Command get_command;
extern const Command head_command;

#endif							/* FTF_COMMANDS_H */
