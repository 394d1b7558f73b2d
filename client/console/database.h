/*-------------------------------------------------------------------------
 *
 * database.h
 *	  Connections of the console: a person's own, or the service role's.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CONSOLE_DATABASE_H
#define FTF_CONSOLE_DATABASE_H

#include "sessions.h"
#include "store/session.h"

/*
 * How long connecting, a statement, and a whole verification may take; and the
 * server's own timeouts, which come first.
 */
#define CONNECT_SECONDS 10
#define STATEMENT_SECONDS 60
#define STATEMENT_TIMEOUT "55s"
#define VERIFY_SECONDS 3600
#define VERIFY_TIMEOUT "3590s"

/* Others' choices of another isolation don't count here. */
#define BEGIN "BEGIN ISOLATION LEVEL READ COMMITTED"

/* A person's connection, with no other password than the one given. */
extern StoreOpening open_as_person(Store *store, const char *user,
								   const char *password);

/*
 * A second connection of a session's person, or of the service role if there is
 * no session.  A session that the server refuses ends; one that has ended
 * meanwhile counts as refused.  The caller has it claimed.
 */
extern StoreOpening open_another(Store *store, Session *session);

/*
 * Makes a connection usable again, a session's or the service role's, that broke
 * since it was used last, such as by a restart of the server, or that does not
 * know where the extension is.  At once if neither is so.
 */
extern StoreOpening revive(Store *store, Session *session);

/* From here on statements may take as long as verification, and tell how far it is. */
extern void expect_verification(Store *store);

/* Is this error that the connection is gone? */
extern bool connection_is_lost(const Store *store);

/* Or that the extension is not where it was?  Then it is looked for again. */
extern bool extension_is_lost(Store *store, const PGresult *result);

/* Which server it is, for people: "host:port", or "local". */
extern void server_name(const Store *store, char *name, size_t size);

#endif							/* FTF_CONSOLE_DATABASE_H */
