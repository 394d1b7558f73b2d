/*-------------------------------------------------------------------------
 *
 * sorted.c
 *	  A table's heap rows in the order of one bigint column.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/table.h"
#include "catalog/pg_operator_d.h"
#include "miscadmin.h"
#include "rows.h"
#include "sorted.h"
#include "utils/rel.h"

void
ftf_sorted_begin(FtfSorted *sorted, FtfTableId table, AttrNumber column,
				 Snapshot snapshot, FtfProgress *progress, int64 *counter)
{
	Oid			less = Int8LessOperator;
	Oid			collation = InvalidOid;
	bool		nulls_first = false;
	FtfScan    *scan = ftf_scan_begin(table, FTF_HEAP, snapshot, 0, NULL);
	TupleTableSlot *row;

	sorted->rel = table_open(ftf_table_oid(table), AccessShareLock);
	sorted->column = column;
	sorted->sort = tuplesort_begin_heap(RelationGetDescr(sorted->rel), 1,
										&column, &less, &collation,
										&nulls_first, work_mem, NULL,
										TUPLESORT_NONE);
	while ((row = ftf_scan_next(scan, ForwardScanDirection)) != NULL)
	{
		tuplesort_puttupleslot(sorted->sort, row);
		ftf_progress_row(progress, counter);
	}
	ftf_scan_end(scan);
	tuplesort_performsort(sorted->sort);
	sorted->row = MakeSingleTupleTableSlot(RelationGetDescr(sorted->rel),
										   &TTSOpsMinimalTuple);
}

bool
ftf_sorted_next(FtfSorted *sorted)
{
	CHECK_FOR_INTERRUPTS();
	return tuplesort_gettupleslot(sorted->sort, true, false, sorted->row, NULL);
}

int64
ftf_sorted_value(FtfSorted *sorted)
{
	bool		isnull;
	Datum		value;

	if (TTS_EMPTY(sorted->row))
		return FTF_SORTED_END;
	value = slot_getattr(sorted->row, sorted->column, &isnull);
	/* a tampered row may say anything, but is not the end */
	return isnull ? FTF_SORTED_END - 1 :
		Min(DatumGetInt64(value), FTF_SORTED_END - 1);
}

void
ftf_sorted_end(FtfSorted *sorted)
{
	ExecDropSingleTupleTableSlot(sorted->row);
	tuplesort_end(sorted->sort);
	table_close(sorted->rel, AccessShareLock);
}
