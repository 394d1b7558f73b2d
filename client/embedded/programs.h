/*-------------------------------------------------------------------------
 *
 * programs.h
 *	  Programs of the PostgreSQL that ftf belongs to, started without a shell.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_EMBEDDED_PROGRAMS_H
#define FTF_EMBEDDED_PROGRAMS_H

#include <sys/types.h>

#include "cli/compat.h"

/* Its path, beside ftf's own; or the end with a hint. */
extern const char *find_program(const char *name);

/*
 * Runs it to its end with its output appended to the log; fails with the end
 * of that if it does.  Descriptors of ftf stay open in it.
 */
extern void run_program(const char *const *arguments, const char *log);

/*
 * Starts it for good: in a session of its own, with nothing of ftf but its
 * environment.
 */
extern pid_t start_program(const char *const *arguments, const char *log);

/* Fails with what was written to the log from this position on. */
extern void fail_with_log(const char *what, const char *log, off_t from)
			pg_attribute_noreturn();

/* Where the log ends now. */
extern off_t log_end(const char *log);

#endif							/* FTF_EMBEDDED_PROGRAMS_H */
