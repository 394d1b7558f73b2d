/*-------------------------------------------------------------------------
 *
 * sorted.h
 *	  A table's heap rows in the order of one bigint column.
 *
 * Read from the heap and not through an index, so that no row can be hidden;
 * sorted within work_mem, on disk where they are many.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_SORTED_H
#define FTF_SORTED_H

#include "catalog.h"
#include "executor/tuptable.h"
#include "progress.h"
#include "utils/snapshot.h"
#include "utils/tuplesort.h"

typedef struct FtfSorted
{
	Relation	rel;
	AttrNumber	column;
	Tuplesortstate *sort;
	TupleTableSlot *row;		/* the current row; empty before and after */
} FtfSorted;

/* Each row that is read counts for the progress, in counter unless NULL. */
extern void ftf_sorted_begin(FtfSorted *sorted, FtfTableId table,
							 AttrNumber column, Snapshot snapshot,
							 FtfProgress *progress, int64 *counter);
extern bool ftf_sorted_next(FtfSorted *sorted);

/* The current row's column; FTF_SORTED_END where there is no row. */
#define FTF_SORTED_END PG_INT64_MAX
extern int64 ftf_sorted_value(FtfSorted *sorted);

extern void ftf_sorted_end(FtfSorted *sorted);

#endif							/* FTF_SORTED_H */
