/*-------------------------------------------------------------------------
 *
 * command.h
 *	  What a command is: data, from which parsing, help, man page and
 *	  completion are made.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CLI_COMMAND_H
#define FTF_CLI_COMMAND_H

#include "fe_utils/simple_list.h"

typedef enum OptionKind
{
	OPTION_FLAG,				/* target: bool */
	OPTION_TEXT,				/* target: const char *, NULL if not given */
	OPTION_LIST,				/* target: SimpleStringList; may be repeated */
	OPTION_CALL,				/* target: a function without arguments */
} OptionKind;

typedef struct Option
{
	const char *name;			/* long name; NULL ends the table */
	char		letter;			/* 0: only the long name */
	OptionKind	kind;
	void	   *target;
	const char *argument;		/* what help calls it, or its words, a|b|c;
								 * NULL for a flag */
	const char *help;			/* one line, no full stop */
} Option;

/* What completion offers for a command's arguments. */
typedef enum ArgumentKind
{
	ARGUMENT_NONE,
	ARGUMENT_KEY,				/* names of parameters */
	ARGUMENT_RUN,				/* run ids */
	ARGUMENT_STATE,				/* what ftf diff compares */
	ARGUMENT_FILE,
	ARGUMENT_COMMAND,			/* of the system, as for sudo */
	ARGUMENT_TOPIC,				/* ftf's own commands */
	ARGUMENT_WORD,				/* one of the command's words */
	ARGUMENT_SECOND_WORD		/* anything, then one of the command's words */
} ArgumentKind;

typedef struct Command
{
	const char *name;
	const char *arguments;		/* for the usage line, such as "KEY..." */
	const char *summary;		/* one line, no full stop */
	const char *description;	/* more for --help and the man page, or NULL */
	const Option *options;		/* NULL if there are none of its own */

	/* How many arguments it takes; max -1: any number. */
	int			min_arguments;
	int			max_arguments;

	/* Returns the exit code.  argv holds the arguments, NULL-terminated. */
	int			(*run) (int argc, char **argv);

	/* Instead of run, for what tells of commands: it gets the table of all. */
	int			(*tell) (const struct Command *const *commands, int argc, char **argv);
	ArgumentKind completes;
	const char *words;			/* the command's words, separated by spaces */
	const char *access;			/* that it needs, as "ftf grant" names it;
								 * NULL: reader, or none */
	bool		stops_at_dashes;	/* takes "-- COMMAND": what follows -- is
									 * argv, and -- is required */
	bool		hidden;			/* not for people: in no help */
} Command;

/* Ends with usage if there is none.  commands: the table; NULL ends it. */
extern const Command *must_find_command(const Command *const *commands,
										const char *name);

#endif							/* FTF_CLI_COMMAND_H */
