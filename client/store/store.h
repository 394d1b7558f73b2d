/*-------------------------------------------------------------------------
 *
 * store.h
 *	  All of libpq: a connection to the store, and queries on it.
 *
 * In SQL texts the extension's schema is written @extschema@, which is
 * replaced by the quoted name of where it is installed.  Each statement's
 * search_path holds pg_catalog and, last, pg_temp: everything of the
 * extension must be written with its schema, and its functions with all of
 * their arguments, cast to the declared types, so that no one's overload in a
 * shared schema is a better match.
 *
 * Texts come and go as UTF-8, times as ISO in the session's time zone (PGTZ).
 * Nothing is set for the session, which may be lent to others after each
 * transaction (exchange.h).
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_STORE_STORE_H
#define FTF_STORE_STORE_H

#include "cli/connect_options.h"
#include "libpq-fe.h"

#define MAX_CONNECT_KEYWORDS 9

/* The options as libpq takes them. */
typedef struct ConnectKeywords
{
	const char *names[MAX_CONNECT_KEYWORDS + 1];
	const char *values[MAX_CONNECT_KEYWORDS + 1];
	int			count;
} ConnectKeywords;

typedef struct Store
{
	PGconn	   *conn;
	char	   *schema;			/* quoted; NULL: the extension isn't there */
	bool		pooled;			/* sessions come and go: nothing notifies */
	const char *begin;			/* how a statement's own transaction begins */
	const char *settings;		/* more of them, for each transaction */
} Store;

/*
 * Settings that transactions get from here on: what follows in a list of
 * calls of set_config, as STORE_SETTING() writes it.  NULL: none.
 */
#define STORE_SETTING(name, value) \
	", pg_catalog.set_config('" name "', '" value "', true)"

/*
 * Connects and finds the extension.  False: not
 * connected; PQerrorMessage(store->conn) tells why, and store_close() is still
 * due.  True does not mean that the extension is there.
 */
extern bool store_open(Store *store, const ConnectOptions *options);
extern void store_close(Store *store);

/* Does any server answer, even if it refuses?  Asked after store_open failed. */
extern bool store_answers(const ConnectOptions *options);

/*
 * Runs one statement with text parameters (NULL is SQL's null), in the
 * transaction that is open or one of its own.  The result, which may be an
 * error, is the caller's to clear.
 */
extern PGresult *store_query(Store *store, const char *sql, int nparams,
							 const char *const *params);

/* The same for what no transaction may hold, with settings as they come. */
extern PGresult *store_command(Store *store, const char *sql);

/*
 * What session.c is made of: the options for libpq; the statement that
 * finds the extension, and taking its result (false: an error).
 */
extern void store_keywords(ConnectKeywords *keywords,
						   const ConnectOptions *options);
extern const char store_session_sql[];
extern bool store_take_schema(Store *store, PGresult *found);

/* From here on, libpq finds no connection parameter in the environment. */
extern void store_forget_environment(void);

/*
 * For commands that wait, and are ended by signals meanwhile (interrupt.h).
 *
 * store_query_waiting: the same as store_query, NULL if a signal came.
 * store_wait_notification: returns at a notification (true), or some time
 * later; also at a signal and when the connection breaks.
 * store_reconnect: connects again as before, with the password that was given
 * then, and finds the extension.  False: not connected, or a signal came.
 */
extern PGresult *store_query_waiting(Store *store, const char *sql,
									 int nparams, const char *const *params);
extern bool store_wait_notification(Store *store, int timeout);
extern bool store_reconnect(Store *store, int timeout);

/* Is this error, or the connection's state, that the server is gone? */
extern bool store_is_lost(const Store *store, const PGresult *result);

#endif							/* FTF_STORE_STORE_H */
