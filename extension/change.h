/*-------------------------------------------------------------------------
 *
 * change.h
 *	  Making a revision: look, lock, append entries, write the store, announce.
 *
 * Use: begin; check on what is seen then whatever takes time, without holding
 * anybody up; lock, and check what was changed meanwhile; then any number of
 * entries; then finish.  Until the first entry nothing is written, so a change
 * that turns out to change nothing is just finished.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CHANGE_H
#define FTF_CHANGE_H

#include "fmgr.h"
#include "meanwhile.h"
#include "store.h"

typedef struct FtfChange FtfChange;

/*
 * Look at the store.  The active snapshot sees the same state.  function names
 * the caller in messages.  Raises UF004 without a reason or operator, 25006
 * in a read-only transaction.
 */
extern FtfChange *ftf_change_begin(FunctionCallInfo fcinfo,
								   const char *function, text *reason);

/*
 * Lock the store.  The active snapshot sees the locked state.  NULL if it is
 * the one that was looked at.  Raises 40001 if the store changed under a
 * REPEATABLE READ or SERIALIZABLE snapshot, or too much of it under any.
 */
extern FtfMeanwhile *ftf_change_lock(FtfChange *change);

/*
 * The state looked at, then the locked one, which the caller may put new
 * base_env or prefixes in.  What was looked at stays in memory.
 */
extern FtfStore *ftf_change_store(FtfChange *change);

/* Append one entry of the new revision. */
extern void ftf_change_entry(FtfChange *change, const char *kind, text *key,
							 text *old_value, text *new_value);

/* Tell the client (NOTICE) that what was asked for is so already. */
extern void ftf_change_nothing(FtfChange *change);

/*
 * Write, announce, and run what foreign keys to our tables have queued.
 * Returns the revision, the old one if nothing changed.
 */
extern int64 ftf_change_finish(FtfChange *change);

#endif							/* FTF_CHANGE_H */
