/*-------------------------------------------------------------------------
 *
 * fail.h
 *	  Failing: a message on standard error, and the exit code that it stands
 *	  for.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CLI_FAIL_H
#define FTF_CLI_FAIL_H

#include "compat.h"
#include "exit_codes.h"

/*
 * Each ends the process, which runs what was registered by atexit().  What a
 * terminal would obey or not show is escaped in all that is told.
 */

/* A message, and a hint unless NULL. */
extern void fail(ExitCode code, const char *hint, const char *format,...)
			pg_attribute_printf(3, 4) pg_attribute_noreturn();

/* A message, a detail and a hint, of which both may be NULL. */
extern void fail_with_detail(ExitCode code, const char *detail,
							 const char *hint, const char *format,...)
			pg_attribute_printf(4, 5) pg_attribute_noreturn();

/* A message about the command line, "Try "ftf set --help"", exit 2. */
extern void fail_usage(const char *format,...)
			pg_attribute_printf(1, 2) pg_attribute_noreturn();

/* The same, with the word that was probably meant, unless NULL. */
extern void fail_usage_near(const char *nearest, const char *format,...)
			pg_attribute_printf(2, 3) pg_attribute_noreturn();

/* The command that fail_usage points to from here on. */
extern void set_usage_command(const char *name);

#endif							/* FTF_CLI_FAIL_H */
