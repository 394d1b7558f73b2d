/*-------------------------------------------------------------------------
 *
 * completion_bash.h
 *	  What bash completes, from the table of commands.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CLI_COMPLETION_BASH_H
#define FTF_CLI_COMPLETION_BASH_H

#include "command.h"

/* Prints the script; NULL ends the table. */
extern void print_bash_completion(const Command *const *commands);

#endif							/* FTF_CLI_COMPLETION_BASH_H */
