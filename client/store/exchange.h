/*-------------------------------------------------------------------------
 *
 * exchange.h
 *	  A statement sent, and its result, with all that surrounds it in one round
 *	  trip: a transaction that holds the settings which its text relies on.
 *
 * Nothing that is set outlives the transaction, since the connection may be
 * one that a pooler lends to others after it.  Within a transaction that is
 * open, a statement is sent as it is; one that begins with BEGIN opens one,
 * which gets the settings.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_STORE_EXCHANGE_H
#define FTF_STORE_EXCHANGE_H

#include "store.h"

typedef struct Exchange
{
	int			wanted;			/* so many statements come before it */
	int			syncs;			/* ends of round trips still to come */
	bool		paused;			/* the last call gave nothing */
	bool		failed;			/* the result is an error, which stays */
	PGresult   *result;
} Exchange;

/* False: it could not be sent; PQerrorMessage tells why. */
extern bool exchange_send(Exchange *exchange, Store *store, const char *sql,
						  int nparams, const char *const *params);

/* Takes what came, waiting if PQisBusy says so.  False: that was all. */
extern bool exchange_take(Exchange *exchange, Store *store);

/* The statement's result, or the first error; the caller's to clear. */
extern PGresult *exchange_end(Exchange *exchange, Store *store);

#endif							/* FTF_STORE_EXCHANGE_H */
