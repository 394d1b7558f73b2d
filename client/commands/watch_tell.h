/*-------------------------------------------------------------------------
 *
 * watch_tell.h
 *	  What ftf watch tells of a revision, to people, programs and commands.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_COMMANDS_WATCH_TELL_H
#define FTF_COMMANDS_WATCH_TELL_H

#include "libpq-fe.h"

/* The query for the entries after revision $1, of at most $2 revisions. */
extern const char *watch_query(void);

/* Prints these entries, which make whole revisions, as the format asks. */
extern void watch_print(const PGresult *entries, bool first);

/* Runs the command at each revision of these entries, until a signal. */
extern void watch_execute(const PGresult *entries, const char *command);

/* The revision of an entry. */
extern int64 watch_revision(const PGresult *entries, int row);

#endif							/* FTF_COMMANDS_WATCH_TELL_H */
