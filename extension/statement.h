/*-------------------------------------------------------------------------
 *
 * statement.h
 *	  The statement that calls: what it sees, and whether it may write.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_STATEMENT_H
#define FTF_STATEMENT_H

#include "utils/snapshot.h"

/*
 * What the calling statement sees.  Raises 55000 where there is none, as in
 * a domain's check outside a query.
 */
extern Snapshot ftf_caller_snapshot(void);

/*
 * Push what a new statement would see here: under READ COMMITTED everything
 * committed by now, else the transaction's snapshot; and this transaction's
 * own writes.  PopActiveSnapshot() ends it.
 */
extern void ftf_push_fresh_snapshot(void);

/*
 * Raise an error (42501) in a security-restricted operation, which runs
 * someone's code in the name of whoever maintains their table.
 */
extern void ftf_check_own_name(const char *function);

/* Raise an error there, and in a parallel worker. */
extern void ftf_check_place(const char *function);

/* Raise an error there, and in a read-only transaction (25006). */
extern void ftf_check_may_write(const char *function);

#endif							/* FTF_STATEMENT_H */
