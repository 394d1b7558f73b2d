/*-------------------------------------------------------------------------
 *
 * completion.h
 *	  Scripts that make shells complete ftf's command line.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_COMPLETION_H
#define FTF_COMPLETION_H

#include "command.h"

extern void print_bash_completion(void);
extern void print_zsh_completion(void);
extern void print_fish_completion(void);

/* For all of them: how the scripts name what a word is. */
extern const char *completion_kind(const Command *command);
extern const char *completion_of_value(const Option *option);

/* In single quotes, of which fish knows other escapes than sh. */
extern void print_quoted(const char *word, bool fish);

/* A pattern of the global options that take a value: -d|--dbname|... */
extern void print_value_pattern(void);

#endif							/* FTF_COMPLETION_H */
