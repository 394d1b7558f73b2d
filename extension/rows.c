/*-------------------------------------------------------------------------
 *
 * rows.c
 *	  Reading and writing rows of the extension's own tables.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/table.h"
#include "access/tableam.h"
#include "access/xact.h"
#include "catalog/pg_collation.h"
#include "commands/trigger.h"
#include "compat.h"
#include "errors.h"
#include "executor/executor.h"
#include "miscadmin.h"
#include "permit.h"
#include "rows.h"
#include "utils/datum.h"
#include "utils/fmgroids.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"

struct FtfScan
{
	Relation	heap;
	Relation	index;			/* NULL: a scan of the heap */
	IndexScanDesc by_index;
	TableScanDesc by_heap;
	TupleTableSlot *slot;
};

struct FtfWriter
{
	Relation	rel;
	EState	   *estate;
	ResultRelInfo *target;
	EPQState	epqstate;
	TupleTableSlot *slot;		/* the row being written */
	TupleTableSlot *old;		/* names the row being replaced, by its TID */
};

FtfScan *
ftf_scan_begin(FtfTableId table, FtfIndexId index, Snapshot snapshot,
			   int nkeys, ScanKey keys)
{
	FtfScan    *scan = palloc0(sizeof(FtfScan));

	scan->heap = table_open(ftf_table_oid(table), AccessShareLock);
	scan->slot = table_slot_create(scan->heap, NULL);
	if (index == FTF_HEAP)
		scan->by_heap = table_beginscan(scan->heap, snapshot, 0, NULL);
	else
	{
		scan->index = index_open(ftf_index_oid(index), AccessShareLock);
		scan->by_index = ftf_index_beginscan(scan->heap, scan->index, snapshot,
											 nkeys);
		index_rescan(scan->by_index, keys, nkeys, NULL, 0);
	}
	return scan;
}

TupleTableSlot *
ftf_scan_next(FtfScan *scan, ScanDirection direction)
{
	bool		found;

	CHECK_FOR_INTERRUPTS();
	if (scan->index == NULL)
		found = table_scan_getnextslot(scan->by_heap, direction, scan->slot);
	else
		found = index_getnext_slot(scan->by_index, direction, scan->slot);
	return found ? scan->slot : NULL;
}

TransactionId
ftf_row_xmin(TupleTableSlot *row)
{
	bool		isnull;

	return DatumGetTransactionId(slot_getsysattr(row,
												 MinTransactionIdAttributeNumber,
												 &isnull));
}

void
ftf_scan_end(FtfScan *scan)
{
	if (scan->index == NULL)
		table_endscan(scan->by_heap);
	else
	{
		index_endscan(scan->by_index);
		index_close(scan->index, AccessShareLock);
	}
	ExecDropSingleTupleTableSlot(scan->slot);
	table_close(scan->heap, AccessShareLock);
	pfree(scan);
}

void
ftf_key_int64(ScanKey key, int column, StrategyNumber strategy, int64 value)
{
	RegProcedure proc;

	switch (strategy)
	{
		case BTEqualStrategyNumber:
			proc = F_INT8EQ;
			break;
		case BTLessEqualStrategyNumber:
			proc = F_INT8LE;
			break;
		case BTGreaterStrategyNumber:
			proc = F_INT8GT;
			break;
		default:
			elog(ERROR, "unexpected scan strategy %d", strategy);
	}
	ScanKeyInit(key, column, strategy, proc, Int64GetDatum(value));
}

void
ftf_key_text(ScanKey key, int column, text *value)
{
	ScanKeyEntryInitialize(key, 0, column, BTEqualStrategyNumber, InvalidOid,
						   C_COLLATION_OID, F_TEXTEQ, PointerGetDatum(value));
}

bool
ftf_table_has_rows(FtfTableId table, Snapshot snapshot)
{
	FtfScan    *scan = ftf_scan_begin(table, FTF_HEAP, snapshot, 0, NULL);
	bool		found = ftf_scan_next(scan, ForwardScanDirection) != NULL;

	ftf_scan_end(scan);
	return found;
}

/*
 * The guards are two triggers; another could drop, change or copy our rows.
 * Not those that make a table of others, which refers to ours, keep to it.
 */
static void
check_no_foreign_trigger(Relation rel)
{
	int			foreign = -2;

	for (int i = 0; rel->trigdesc != NULL && i < rel->trigdesc->numtriggers; i++)
		if (RI_FKey_trigger_type(rel->trigdesc->triggers[i].tgfoid) !=
			RI_TRIGGER_PK)
			foreign++;
	if (foreign <= 0)
		return;
	ereport(ERROR,
			(errcode(ERRCODE_FTF_GUARDED),
			 errmsg("table \"%s\" has a trigger that is not part of ftf_config",
					RelationGetRelationName(rel)),
			 errdetail("It could drop or change what is written, which is therefore refused."),
			 errhint("SELECT * FROM ftf_protection() WHERE NOT holds names it.")));
}

FtfWriter *
ftf_writer_begin(FtfTableId table)
{
	FtfWriter  *writer = palloc0(sizeof(FtfWriter));

	writer->rel = table_open(ftf_table_oid(table), RowExclusiveLock);
	check_no_foreign_trigger(writer->rel);
	writer->estate = CreateExecutorState();
	writer->estate->es_output_cid = GetCurrentCommandId(true);
	writer->estate->es_snapshot = GetActiveSnapshot();
	writer->target = makeNode(ResultRelInfo);
	InitResultRelInfo(writer->target, writer->rel, 0, NULL, 0);
	ExecOpenIndices(writer->target, false);
	ftf_evalplanqual_init(&writer->epqstate, writer->estate);
	writer->slot = table_slot_create(writer->rel, NULL);
	writer->old = table_slot_create(writer->rel, NULL);
	return writer;
}

static void
fill_slot(FtfWriter *writer, const Datum *values, const bool *nulls, int natts)
{
	TupleTableSlot *slot = writer->slot;

	ExecClearTuple(slot);
	for (int i = 0; i < slot->tts_tupleDescriptor->natts; i++)
	{
		slot->tts_values[i] = i < natts ? values[i] : (Datum) 0;
		slot->tts_isnull[i] = i < natts ? nulls[i] : true;
	}
	ExecStoreVirtualTuple(slot);
	ItemPointerSetInvalid(&slot->tts_tid);
}

/* The stored row must be the one asked for: a foreign trigger can swap it. */
static bool
slot_holds(TupleTableSlot *slot, const Datum *values, const bool *nulls,
		   int natts)
{
	slot_getallattrs(slot);
	for (int i = 0; i < natts; i++)
	{
		Form_pg_attribute att = TupleDescAttr(slot->tts_tupleDescriptor, i);

		if (slot->tts_isnull[i] != nulls[i])
			return false;
		if (!nulls[i] && !datum_image_eq(slot->tts_values[i], values[i],
										 att->attbyval, att->attlen))
			return false;
	}
	return true;
}

static void
finish_write(FtfWriter *writer, bool stored)
{
	bool		guarded = !ftf_permit_untaken();

	ftf_permit_clear();
	ResetPerTupleExprContext(writer->estate);

	if (!guarded)
		ereport(ERROR,
				(errcode(ERRCODE_FTF_GUARDED),
				 errmsg("table \"%s\" is not guarded",
						RelationGetRelationName(writer->rel)),
				 errdetail("Its guard trigger did not see the write, which is therefore refused."),
				 errhint("SELECT * FROM ftf_protection() shows what is missing.")));
	if (!stored)
		ereport(ERROR,
				(errcode(ERRCODE_FTF_GUARDED),
				 errmsg("the row for table \"%s\" was not stored as written",
						RelationGetRelationName(writer->rel)),
				 errdetail("A trigger that is not part of ftf_config dropped or changed it."),
				 errhint("SELECT * FROM ftf_protection() names the trigger.")));
}

void
ftf_writer_insert(FtfWriter *writer, const Datum *values, const bool *nulls,
				  int natts)
{
	fill_slot(writer, values, nulls, natts);
	ftf_permit_write(RelationGetRelid(writer->rel), TRIGGER_EVENT_INSERT);
	ExecSimpleRelationInsert(writer->target, writer->estate, writer->slot);
	finish_write(writer,
				 ItemPointerIsValid(&writer->slot->tts_tid) &&
				 slot_holds(writer->slot, values, nulls, natts));
}

void
ftf_writer_update(FtfWriter *writer, ItemPointer old, const Datum *values,
				  const bool *nulls, int natts)
{
	fill_slot(writer, values, nulls, natts);
	ExecClearTuple(writer->old);
	writer->old->tts_tid = *old;
	ftf_permit_write(RelationGetRelid(writer->rel), TRIGGER_EVENT_UPDATE);
	ExecSimpleRelationUpdate(writer->target, writer->estate,
							 &writer->epqstate, writer->old, writer->slot);
	finish_write(writer,
				 ItemPointerIsValid(&writer->slot->tts_tid) &&
				 slot_holds(writer->slot, values, nulls, natts));
}

void
ftf_writer_delete(FtfWriter *writer, ItemPointer old)
{
	ExecClearTuple(writer->old);
	writer->old->tts_tid = *old;
	ftf_permit_write(RelationGetRelid(writer->rel), TRIGGER_EVENT_DELETE);
	ExecSimpleRelationDelete(writer->target, writer->estate,
							 &writer->epqstate, writer->old);
	finish_write(writer,
				 !table_tuple_fetch_row_version(writer->rel, old, SnapshotSelf,
												writer->slot));
}

void
ftf_writer_end(FtfWriter *writer)
{
	EvalPlanQualEnd(&writer->epqstate);
	ExecDropSingleTupleTableSlot(writer->slot);
	ExecDropSingleTupleTableSlot(writer->old);
	ExecCloseIndices(writer->target);
	ExecResetTupleTable(writer->estate->es_tupleTable, false);
	FreeExecutorState(writer->estate);
	/* the row locks last until the transaction ends, and so does this one */
	table_close(writer->rel, NoLock);
	pfree(writer);
	CommandCounterIncrement();
}
