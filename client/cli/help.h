/*-------------------------------------------------------------------------
 *
 * help.h
 *	  Help, version, man page: made from the table of commands.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_HELP_H
#define FTF_HELP_H

#include "command.h"

extern void print_help(void);
extern void print_command_help(const Command *command);

/* Prints the version and ends. */
extern void print_version(void);

/* Sections COMMANDS and OPTIONS of ftf(1), in man(7). */
extern void print_man_sections(void);

#endif							/* FTF_HELP_H */
