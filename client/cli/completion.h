/*-------------------------------------------------------------------------
 *
 * completion.h
 *	  What the scripts for the shells share.
 *
 * Each script finds the command among the words typed so far, sets what it
 * takes, and completes that.  Names of parameters and runs come from the store
 * by the hidden command __complete, with the options typed before the command,
 * and are never evaluated.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CLI_COMPLETION_H
#define FTF_CLI_COMPLETION_H

#include "command.h"

/* How the scripts name what a command's argument or an option's value is. */
extern const char *completion_kind(const Command *command);
extern const char *completion_of_value(const Option *option);

/* In single quotes, of which fish knows other escapes than sh. */
extern void print_quoted(const char *word, bool fish);

/* "-d:nothing --anchor-file:files ": the options that take a value. */
extern void print_option_values(const Option *options);

/* A pattern of the global options that take a value: -d|--dbname|... */
extern void print_value_pattern(void);

#endif							/* FTF_CLI_COMPLETION_H */
