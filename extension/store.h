/*-------------------------------------------------------------------------
 *
 * store.h
 *	  The one row of ftf_config: base_env as a snapshot sees it, cached.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_STORE_H
#define FTF_STORE_H

#include "datatype/timestamp.h"
#include "executor/tuptable.h"
#include "rules/sha256.h"
#include "utils/array.h"
#include "utils/jsonb.h"
#include "utils/snapshot.h"

typedef struct FtfStore
{
	int64		revision;		/* 0: nothing was ever changed */
	FtfHash		head;
	Jsonb	   *base_env;
	ArrayType  *prefixes;
	TimestampTz updated_at;		/* of the last entry */
} FtfStore;

/*
 * The store as the snapshot sees it.  Valid until the next call; a store that
 * nothing was written to is revision 0 with an empty base_env.  Raises
 * UF008 if the row is not one that ftf_config writes.
 */
extern const FtfStore *ftf_store_read(Snapshot snapshot);

/*
 * A row's columns, in the current context.  Returns NULL, or what shows that
 * ftf_config did not write the row.
 */
extern const char *ftf_store_from_slot(TupleTableSlot *row, FtfStore *store);

/* A copy that outlives the next call, in the current context. */
extern FtfStore *ftf_store_copy(const FtfStore *store);

/*
 * Look at the row without waiting for who changes it, with a fresh snapshot,
 * which stays active.  *tid is the version, invalid if there is no row yet
 * (then the result is false).  It stays in its place until the transaction
 * ends.
 */
extern bool ftf_store_look(FtfStore **store, ItemPointer tid);

/*
 * Lock what was looked at until the transaction ends: nobody else changes it
 * from here on.  Where it was changed meanwhile, *store and *tid become what it
 * is by now.  False if there is no row yet; then the table is locked against
 * others who would make it.  Raises 40001 where the transaction's snapshot is
 * older than the row.
 */
extern bool ftf_store_lock(FtfStore **store, ItemPointer tid);

/* Write the row: replace the version at tid, or the first one if NULL. */
extern void ftf_store_write(const FtfStore *store, ItemPointer tid);

#endif							/* FTF_STORE_H */
