/*-------------------------------------------------------------------------
 *
 * rows.h
 *	  Reading and writing rows of the extension's own tables.
 *
 * Rows are reached by OID through indexes, never by SQL text: nothing
 * depends on search_path, on the planner or on the caller's privileges
 * (EXECUTE on the function is the privilege), and no rule can redirect a
 * write.  Everything is released by the resource owner if an error is thrown.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_ROWS_H
#define FTF_ROWS_H

#include "access/relscan.h"
#include "access/sdir.h"
#include "access/skey.h"
#include "catalog.h"
#include "executor/tuptable.h"
#include "utils/snapshot.h"

typedef struct FtfScan FtfScan;
typedef struct FtfWriter FtfWriter;

/*
 * Scan by index, or FTF_HEAP with no keys, in the given snapshot, which must
 * be active or registered (or SnapshotSelf).  Keys are on index columns, in
 * order.  The slot that ftf_scan_next returns belongs to the scan; NULL at
 * the end.
 */
extern FtfScan *ftf_scan_begin(FtfTableId table, FtfIndexId index,
							   Snapshot snapshot, int nkeys, ScanKey keys);
extern TupleTableSlot *ftf_scan_next(FtfScan *scan, ScanDirection direction);
extern void ftf_scan_end(FtfScan *scan);

/* The transaction that inserted the row, which a scan has returned. */
extern TransactionId ftf_row_xmin(TupleTableSlot *row);

/* ScanKeys for the column types that the indexes have. */
extern void ftf_key_int64(ScanKey key, int column, StrategyNumber strategy,
						  int64 value);
extern void ftf_key_text(ScanKey key, int column, text *value);

/* True if the table has a row that the snapshot sees. */
extern bool ftf_table_has_rows(FtfTableId table, Snapshot snapshot);

/*
 * Writing, one permitted row a call.  values and nulls cover the table's
 * stored columns from the first on; generated columns are computed.  Raises
 * UF003 unless exactly this row was stored and the guard trigger saw it.
 */
extern FtfWriter *ftf_writer_begin(FtfTableId table);
extern void ftf_writer_insert(FtfWriter *writer, const Datum *values,
							  const bool *nulls, int natts);
extern void ftf_writer_update(FtfWriter *writer, ItemPointer old,
							  const Datum *values, const bool *nulls,
							  int natts);
extern void ftf_writer_delete(FtfWriter *writer, ItemPointer old);

/* Closes, and makes the rows visible to later commands of the transaction. */
extern void ftf_writer_end(FtfWriter *writer);

#endif							/* FTF_ROWS_H */
