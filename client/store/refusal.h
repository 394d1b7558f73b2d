/*-------------------------------------------------------------------------
 *
 * refusal.h
 *	  What can be done where the server refuses a statement.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_STORE_REFUSAL_H
#define FTF_STORE_REFUSAL_H

#include "cli/exit_codes.h"
#include "store.h"

/* What is told of an error; detail and hint may be NULL. */
typedef struct Refusal
{
	ExitCode	code;
	const char *message;
	const char *detail;
	const char *hint;
} Refusal;

/*
 * For a lack of privileges, the access that helps; for a standby, where the
 * primary is.  Asks the server, and so ends a transaction that failed.
 */
extern void refusal_explain(Refusal *refusal, Store *store,
							const PGresult *result);

/* What can be done where no connection came about; NULL: the message says it. */
extern char *refusal_of_connection(const ConnectOptions *options);

#endif							/* FTF_STORE_REFUSAL_H */
