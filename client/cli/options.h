/*-------------------------------------------------------------------------
 *
 * options.h
 *	  Options, by getopt_long from the tables of the commands.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CLI_OPTIONS_H
#define FTF_CLI_OPTIONS_H

#include "command.h"

/* Options that every command takes. */
extern const Option global_options[];

/*
 * Reads options of all commands up to the command's name, which is found at
 * *argc, *argv afterwards.
 */
extern void parse_global_options(int *argc, char ***argv);

/*
 * Reads a command's own options, too, and leaves its arguments, whose number
 * fits, unless help is wanted.
 */
extern void parse_command_options(const Command *command, int *argc,
								  char ***argv);

/* --help was given: whoever called prints it. */
extern bool help_is_wanted(void);

#endif							/* FTF_CLI_OPTIONS_H */
