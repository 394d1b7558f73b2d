/*-------------------------------------------------------------------------
 *
 * database.h
 *	  Connections of the console: a person's own, or the service role's.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONSOLE_DATABASE_H
#define CONSOLE_DATABASE_H

#include "store_session.h"

/* How long connecting, a statement, and a whole verification may take. */
#define CONNECT_SECONDS 10
#define STATEMENT_SECONDS 60
#define VERIFY_SECONDS 3600

/* A person's connection, with no other password than the one given. */
extern StoreOpening open_as_person(Store *store, const char *user,
								   const char *password);

/* As the service role, by the options that the console was started with. */
extern StoreOpening open_as_service(Store *store);

/* A second connection of a person, or of the service role if other is NULL. */
extern StoreOpening open_another(Store *store, const Store *other);

/*
 * Makes a connection usable again that broke since it was used last, such as
 * by a restart of the server.  At once if it didn't.
 */
extern StoreOpening revive(Store *store);

/* Another attempt after a statement found the connection broken. */
extern StoreOpening reconnect(Store *store);

/* Is this error that the connection is gone? */
extern bool connection_is_lost(const Store *store);

/* Which server it is, for people: "host:port", or "local". */
extern void server_name(const Store *store, char *name, size_t size);

#endif							/* CONSOLE_DATABASE_H */
