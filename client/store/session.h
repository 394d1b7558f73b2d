/*-------------------------------------------------------------------------
 *
 * session.h
 *	  Connections that outlive a command: opened, reset and used within a
 *	  deadline, so that a server that doesn't answer holds nobody for ever.
 *
 * A connection may be used by one thread at a time.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_STORE_SESSION_H
#define FTF_STORE_SESSION_H

#include "store.h"

typedef enum StoreOpening
{
	STORE_OPEN,
	STORE_WITHOUT_EXTENSION,	/* the database has no store (yet) */
	STORE_REFUSED,				/* the server doesn't let this role in */
	STORE_UNREACHABLE			/* no server, or one that can't serve now */
} StoreOpening;

/*
 * Connects, as long as connect_timeout lets each host take, and looks for the
 * extension within some seconds.  PQerrorMessage(store->conn) tells what went
 * wrong; store_close() is due in any case.
 */
extern StoreOpening store_open_within(Store *store,
									  const ConnectOptions *options,
									  int seconds);

/* A second connection with what the first one was opened with. */
extern StoreOpening store_open_like(Store *store, const Store *other,
									int seconds);

/* Connects anew as before, with the password that libpq holds for it. */
extern StoreOpening store_reset(Store *store, int seconds);

/* Looks for the extension again, which may have been made or moved. */
extern StoreOpening store_find_extension(Store *store, int seconds);

/* Does a server take connections now?  No role or password is needed to ask. */
extern bool store_is_ready(const ConnectOptions *options);

/*
 * Did the server check a password, and exactly this one (not one that libpq
 * found in a file or the environment)?
 */
extern bool store_checked_password(const Store *store, const char *password);

/* Reads what the server sent unasked.  False: the connection is broken. */
extern bool store_is_alive(Store *store);

/*
 * A statement that is given up, and the connection with it, after some time, or
 * when go_on (asked several times a second; may be NULL) says no.  The server's
 * own statement_timeout is to be shorter.
 */
extern PGresult *store_query_within(Store *store, const char *sql, int nparams,
									const char *const *params, int seconds,
									bool (*go_on) (void *arg), void *arg);

/* Waits for the server or the other descriptor; milliseconds at most. */
extern void store_wait(Store *store, int other_fd, int milliseconds);

/* How many notifications came since it was asked last. */
extern int	store_notifications(Store *store);

#endif							/* FTF_STORE_SESSION_H */
