/*-------------------------------------------------------------------------
 *
 * restore.h
 *	  Rows from a dump: let in while this installation is new.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_RESTORE_H
#define FTF_RESTORE_H

#include "catalog.h"
#include "executor/tuptable.h"

/*
 * True while this installation has written nothing of its own.  A first
 * change then waits for the caller's transaction to end.
 */
extern bool ftf_restore_open(void);

/*
 * Refuse (UF003) a row from outside that doesn't prove itself: its hash must
 * fit its bytes.  Rows come in any order, so links are left to
 * ftf_verify and to the first change, which verifies the whole.
 */
extern void ftf_restore_check_row(FtfTableId table, TupleTableSlot *row);

#endif							/* FTF_RESTORE_H */
