/*-------------------------------------------------------------------------
 *
 * installation.c
 *	  What this installation has written itself, as against what was restored.
 *
 * ftf_installation is not dumped.  While it is empty, the tables can hold
 * nothing but what a restore put there.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "columns.h"
#include "installation.h"
#include "miscadmin.h"
#include "rows.h"
#include "str.h"
#include "utils/builtins.h"
#include "utils/snapmgr.h"
#include "utils/timestamp.h"
#include "utils/xid8.h"

#define NOTE_CHANGE "change"

/* Apart from pg_advisory_lock's classes, 1 and 2, and from those of runs. */
#define INSTALLATION_LOCK_CLASS 4

void
ftf_installation_lock(LOCKMODE mode)
{
	LOCKTAG		tag;

	SET_LOCKTAG_ADVISORY(tag, MyDatabaseId, 0, 0, INSTALLATION_LOCK_CLASS);
	(void) LockAcquire(&tag, mode, false, false);
}

bool
ftf_installation_has_written(void)
{
	Snapshot	latest = RegisterSnapshot(GetLatestSnapshot());
	bool		written = ftf_table_has_rows(FTF_INSTALLATION, latest);

	UnregisterSnapshot(latest);
	return written;
}

bool
ftf_installation_changed(void)
{
	/* notes are few: one, and one more for each first run that raced */
	FtfScan    *scan = ftf_scan_begin(FTF_INSTALLATION, FTF_HEAP,
									  GetActiveSnapshot(), 0, NULL);
	TupleTableSlot *row;
	bool		found = false;

	while (!found && (row = ftf_scan_next(scan, ForwardScanDirection)) != NULL)
	{
		bool		isnull;
		Datum		what = slot_getattr(row, Anum_installation_wrote, &isnull);

		found = !isnull &&
			ftf_str_equal(ftf_str(DatumGetTextPP(what)), ftf_str_c(NOTE_CHANGE));
	}
	ftf_scan_end(scan);
	return found;
}

/* What the system columns of the history's rows tell. */
typedef struct HistoryMarks
{
	int64		last_entry;
	TransactionId last_xmin;	/* of the last entry's row */
	TransactionId first_xmin;	/* of the row that was found first */
	bool		several;		/* several transactions wrote the rows */
	bool		as_told;		/* each row was, by the one that it names */
} HistoryMarks;

static HistoryMarks
read_marks(Snapshot snapshot)
{
	HistoryMarks marks = {0, InvalidTransactionId, InvalidTransactionId, false,
	true};
	FtfScan    *scan = ftf_scan_begin(FTF_HISTORY, FTF_HEAP, snapshot, 0, NULL);
	TupleTableSlot *row;

	while ((row = ftf_scan_next(scan, ForwardScanDirection)) != NULL)
	{
		TransactionId xmin = ftf_row_xmin(row);
		bool		no_entry;
		bool		no_xid;
		Datum		entry = slot_getattr(row, Anum_history_entry_id, &no_entry);
		Datum		xid = slot_getattr(row, Anum_history_xid, &no_xid);

		if (marks.first_xmin == InvalidTransactionId)
			marks.first_xmin = xmin;
		marks.several |= xmin != marks.first_xmin;
		marks.as_told &= !no_xid &&
			XidFromFullTransactionId(DatumGetFullTransactionId(xid)) == xmin;
		if (!no_entry && DatumGetInt64(entry) >= marks.last_entry)
		{
			marks.last_entry = DatumGetInt64(entry);
			marks.last_xmin = xmin;
		}
	}
	ftf_scan_end(scan);
	return marks;
}

/*
 * A change writes its last entry and the store's row in one transaction.  A
 * restore does not, or else it writes all the history in that one; then the
 * entries must not name it.
 */
bool
ftf_installation_wrote_history(void)
{
	Snapshot	latest = RegisterSnapshot(GetLatestSnapshot());
	HistoryMarks marks = read_marks(latest);
	FtfScan    *scan = ftf_scan_begin(FTF_CONFIG, FTF_HEAP, latest, 0, NULL);
	TupleTableSlot *row = ftf_scan_next(scan, ForwardScanDirection);
	bool		wrote = row != NULL && marks.last_entry > 0 &&
		ftf_row_xmin(row) == marks.last_xmin &&
		(marks.several || marks.as_told);

	ftf_scan_end(scan);
	UnregisterSnapshot(latest);
	return wrote;
}

static void
note(const char *wrote)
{
	FtfWriter  *writer = ftf_writer_begin(FTF_INSTALLATION);
	Datum		values[Natts_installation];
	bool		nulls[Natts_installation] = {0};

	values[Anum_installation_written_at - 1] =
		TimestampTzGetDatum(GetCurrentTimestamp());
	values[Anum_installation_xid - 1] =
		FullTransactionIdGetDatum(GetTopFullTransactionId());
	values[Anum_installation_wrote - 1] = CStringGetTextDatum(wrote);
	ftf_writer_insert(writer, values, nulls, Natts_installation);
	ftf_writer_end(writer);
}

void
ftf_installation_note_change(void)
{
	note(NOTE_CHANGE);
}

void
ftf_installation_note_run(void)
{
	note("snapshot");
}
