/*-------------------------------------------------------------------------
 *
 * help.h
 *	  Help and man page: made from the table of commands.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CLI_HELP_H
#define FTF_CLI_HELP_H

#include "command.h"

/* commands: the table, in the order of telling; NULL ends it. */
extern void print_help(const Command *const *commands);
extern void print_command_help(const Command *command);

/* Sections COMMANDS and OPTIONS of ftf(1), in man(7). */
extern void print_man_sections(const Command *const *commands);

#endif							/* FTF_CLI_HELP_H */
