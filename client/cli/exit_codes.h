/*-------------------------------------------------------------------------
 *
 * exit_codes.h
 *	  What ftf's exit status tells a script.  Part of the interface: a code
 *	  never changes its meaning.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CLI_EXIT_CODES_H
#define FTF_CLI_EXIT_CODES_H

typedef enum ExitCode
{
	EXIT_DONE = 0,
	EXIT_OTHER = 1,				/* any error that has no code of its own */
	EXIT_USAGE = 2,				/* the command line; no reason, no operator */
	EXIT_NO_CONNECTION = 3,
	EXIT_MISSING = 4,			/* a parameter is missing, or drift */
	EXIT_CHANGED = 5,			/* changed by someone else */
	EXIT_REFUSED = 6,			/* key or value refused */
	EXIT_PERMISSION = 7,
	EXIT_LEDGER = 8,			/* the ledger does not verify */
	EXIT_STANDBY = 9,			/* the primary could do it */
	EXIT_CANNOT_EXECUTE = 126,	/* run: the command can't be started */
	EXIT_NOT_FOUND = 127		/* run: there is no such command */
} ExitCode;

/* Which exit code stands for a SQLSTATE; NULL and unknown ones are other. */
extern ExitCode exit_code_of_sqlstate(const char *sqlstate);

#endif							/* FTF_CLI_EXIT_CODES_H */
