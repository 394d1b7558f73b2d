/*-------------------------------------------------------------------------
 *
 * completion_fish.h
 *	  What fish completes, from the table of commands.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CLI_COMPLETION_FISH_H
#define FTF_CLI_COMPLETION_FISH_H

#include "command.h"

/* Prints the script; NULL ends the table. */
extern void print_fish_completion(const Command *const *commands);

#endif							/* FTF_CLI_COMPLETION_FISH_H */
