/*-------------------------------------------------------------------------
 *
 * completion_zsh.h
 *	  What zsh completes, from the table of commands.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CLI_COMPLETION_ZSH_H
#define FTF_CLI_COMPLETION_ZSH_H

#include "command.h"

/* Prints the script; NULL ends the table. */
extern void print_zsh_completion(const Command *const *commands);

#endif							/* FTF_CLI_COMPLETION_ZSH_H */
