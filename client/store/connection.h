/*-------------------------------------------------------------------------
 *
 * connection.h
 *	  The one connection of a command, and statements that must work.
 *
 * Functions here end the process where something is wrong, with what the
 * database said and the exit code that it stands for.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_STORE_CONNECTION_H
#define FTF_STORE_CONNECTION_H

#include "cli/compat.h"
#include "store.h"

/* The connection, made at the first call; the extension is there. */
extern Store *connect_store(void);

/* The connection, also to a database without the extension. */
extern Store *connect_database(void);

/*
 * False if no server answers at all.  One that answers and refuses ends the
 * process.
 */
extern bool connect_if_answered(void);

/* Also at the end of the process, by itself. */
extern void disconnect_store(void);

/*
 * Sees NOTICEs before they are shown; true: this one is not to be shown.
 * NULL: shows all.
 */
typedef bool (*NoticeFilter) (const char *message);
extern void set_notice_filter(NoticeFilter filter);

/* What the database said, with detail and hint; then the end. */
extern void fail_query(Store *store, const PGresult *result)
			pg_attribute_noreturn();

/* A statement that must work.  The result is the caller's to clear. */
extern PGresult *must_query(const char *sql, int nparams,
							const char *const *params);

/* The one value of a statement that must work, or NULL; pg_free() it. */
extern char *must_query_value(const char *sql, int nparams,
							  const char *const *params);

/* A transaction around several statements; what fails ends it, too. */
extern void must_begin(void);
extern void must_commit(void);

/* A transaction for reading, in which all statements see the same state. */
extern void must_begin_reading(void);

#endif							/* FTF_STORE_CONNECTION_H */
