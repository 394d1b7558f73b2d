/*-------------------------------------------------------------------------
 *
 * store.c
 *	  The one row of ftf_config: base_env as a snapshot sees it, cached.
 *
 * The row is reached from the highest revision down.  Every change leaves a
 * dead version behind, which VACUUM can't remove while some pipeline's
 * transaction is open; from this end they are never walked through.  That is
 * why revision, and not id, is the table's key.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/table.h"
#include "access/tableam.h"
#include "access/xact.h"
#include "catalog/pg_type.h"
#include "columns.h"
#include "env.h"
#include "errors.h"
#include "hash.h"
#include "miscadmin.h"
#include "rows.h"
#include "rules/judge.h"
#include "statement.h"
#include "storage/bufmgr.h"
#include "storage/lmgr.h"
#include "store.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"
#include "utils/timestamp.h"

/*
 * The version of the row that was read last.  A version is named by place
 * and inserting transaction, and its head names its content, so a hit is
 * exact under every snapshot, in aborted and in running transactions.
 */
static struct
{
	MemoryContext context;		/* holds what store points to */
	bool		valid;			/* set last, when all else is in place */
	Oid			relid;
	ItemPointerData tid;
	TransactionId xmin;
	FtfStore	store;
}			cache;

static void
damaged(const char *detail)
{
	ereport(ERROR,
			(errcode(ERRCODE_FTF_LEDGER),
			 errmsg("the row of \"ftf_config\" is not one that ftf_config wrote"),
			 errdetail("%s", detail),
			 errhint("SELECT * FROM ftf_verify() tells what was tampered with.")));
}

const char *
ftf_store_from_slot(TupleTableSlot *row, FtfStore *store)
{
	Datum	   *values = row->tts_values;

	slot_getsomeattrs(row, Natts_config);
	for (int i = 0; i < Natts_config; i++)
		if (row->tts_isnull[i])
			return "A column is null.";

	if (DatumGetInt32(values[Anum_config_id - 1]) != 1)
		return "Its id is not 1.";
	store->revision = DatumGetInt64(values[Anum_config_revision - 1]);
	store->updated_at =
		DatumGetTimestampTz(values[Anum_config_updated_at - 1]);
	store->base_env = (Jsonb *)
		PG_DETOAST_DATUM_COPY(values[Anum_config_base_env - 1]);
	store->prefixes = (ArrayType *)
		PG_DETOAST_DATUM_COPY(values[Anum_config_prefixes - 1]);
	if (!ftf_hash_from_datum(values[Anum_config_head - 1], &store->head))
		return "Its head is not a SHA-256 hash.";
	if (!ftf_is_env(store->base_env))
		return "Its base_env is not an object of strings.";
	if (ARR_NDIM(store->prefixes) != 1 ||
		ARR_LBOUND(store->prefixes)[0] != 1 ||
		array_contains_nulls(store->prefixes))
		return "Its governed_prefixes are not a list of prefixes.";
	return NULL;
}

static void
read_row(TupleTableSlot *row, FtfStore *store)
{
	const char *fault = ftf_store_from_slot(row, store);

	if (fault != NULL)
		damaged(fault);
}

static bool
cache_holds(TupleTableSlot *row)
{
	bool		isnull;
	Datum		datum = slot_getattr(row, Anum_config_head, &isnull);
	FtfHash		head;

	return cache.valid && !isnull &&
		cache.relid == row->tts_tableOid &&
		ItemPointerEquals(&cache.tid, &row->tts_tid) &&
		cache.xmin == ftf_row_xmin(row) &&
		ftf_hash_from_datum(datum, &head) &&
		ftf_hash_equal(&cache.store.head, &head);
}

static void
fill_cache(TupleTableSlot *row)
{
	MemoryContext oldcontext;

	cache.valid = false;
	if (cache.context == NULL)
		cache.context = AllocSetContextCreate(CacheMemoryContext,
											  "ftf_config store",
											  ALLOCSET_DEFAULT_SIZES);
	MemoryContextReset(cache.context);
	oldcontext = MemoryContextSwitchTo(cache.context);
	read_row(row, &cache.store);
	MemoryContextSwitchTo(oldcontext);

	cache.relid = row->tts_tableOid;
	cache.tid = row->tts_tid;
	cache.xmin = ftf_row_xmin(row);
	cache.valid = true;
}

static FtfStore *
empty_store(void)
{
	FtfStore   *store = palloc0(sizeof(FtfStore));
	FtfEnvBuilder nothing;
	Datum		prefix = CStringGetTextDatum(FTF_DEFAULT_PREFIX);

	ftf_env_build(&nothing);
	store->base_env = ftf_env_built(&nothing);
	store->prefixes = construct_array(&prefix, 1, TEXTOID, -1, false,
									  TYPALIGN_INT);
	return store;
}

/*
 * Exactly one version is visible to a snapshot.  If it is the cached one, it
 * is found where it was, without passing newer versions that an old snapshot
 * doesn't see.
 */
static bool
cached_version_visible(Snapshot snapshot)
{
	Relation	rel;
	TupleTableSlot *row;
	bool		visible;

	if (!cache.valid || cache.relid != ftf_table_oid(FTF_CONFIG))
		return false;
	rel = table_open(cache.relid, AccessShareLock);
	row = table_slot_create(rel, NULL);
	/* a rewritten table may have fewer pages */
	visible = ItemPointerGetBlockNumber(&cache.tid) <
		RelationGetNumberOfBlocks(rel) &&
		table_tuple_fetch_row_version(rel, &cache.tid, snapshot, row) &&
		cache_holds(row);
	ExecDropSingleTupleTableSlot(row);
	table_close(rel, AccessShareLock);
	return visible;
}

const FtfStore *
ftf_store_read(Snapshot snapshot)
{
	const FtfStore *store = &cache.store;
	FtfScan    *scan;
	TupleTableSlot *row;

	if (cached_version_visible(snapshot))
		return store;

	scan = ftf_scan_begin(FTF_CONFIG, FTF_CONFIG_REVISION, snapshot, 0, NULL);
	row = ftf_scan_next(scan, BackwardScanDirection);
	if (row == NULL)
		store = empty_store();
	else if (!cache_holds(row))
		fill_cache(row);
	ftf_scan_end(scan);
	return store;
}

FtfStore *
ftf_store_copy(const FtfStore *store)
{
	FtfStore   *copy = palloc(sizeof(FtfStore));

	*copy = *store;
	copy->base_env = (Jsonb *)
		PG_DETOAST_DATUM_COPY(JsonbPGetDatum(store->base_env));
	copy->prefixes = DatumGetArrayTypePCopy(PointerGetDatum(store->prefixes));
	return copy;
}

/* The newest version that the snapshot sees; false if there is none. */
static bool
find_version(Snapshot snapshot, ItemPointer tid)
{
	FtfScan    *scan = ftf_scan_begin(FTF_CONFIG, FTF_CONFIG_REVISION,
									  snapshot, 0, NULL);
	TupleTableSlot *row = ftf_scan_next(scan, BackwardScanDirection);

	if (row != NULL)
		*tid = row->tts_tid;
	ftf_scan_end(scan);
	return row != NULL;
}

static void
serialization_failure(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_T_R_SERIALIZATION_FAILURE),
			 errmsg("could not serialize access due to concurrent update"),
			 errdetail("The parameters were changed since this transaction began."),
			 errhint("Run the transaction again.")));
}

/*
 * There is no row in our snapshot.  Keep others from making one, then look
 * again at what is committed by now.
 */
static bool
lock_absent_row(ItemPointer tid)
{
	Snapshot	latest;
	bool		found;

	LockRelationOid(ftf_table_oid(FTF_CONFIG), ShareRowExclusiveLock);
	latest = RegisterSnapshot(GetLatestSnapshot());
	found = find_version(latest, tid);
	UnregisterSnapshot(latest);
	if (found && IsolationUsesXactSnapshot())
		serialization_failure();
	return found;
}

/*
 * Lock the last version that follows found, and read it unless it is the one
 * at tid, which store holds: a version never changes.
 */
static void
lock_version(ItemPointer found, ItemPointer tid, FtfStore **store)
{
	Relation	rel = table_open(ftf_table_oid(FTF_CONFIG), NoLock);
	TupleTableSlot *row = table_slot_create(rel, NULL);
	uint8		flags = IsolationUsesXactSnapshot() ? 0 :
		TUPLE_LOCK_FLAG_FIND_LAST_VERSION;
	TM_FailureData failure;

	switch (table_tuple_lock(rel, found, GetActiveSnapshot(), row,
							 GetCurrentCommandId(true), LockTupleExclusive,
							 LockWaitBlock, flags, &failure))
	{
		case TM_Ok:
			break;
		case TM_Updated:
			serialization_failure();
			break;
		default:
			damaged("It was deleted.");
	}
	if (!ItemPointerIsValid(tid) || !ItemPointerEquals(tid, &row->tts_tid))
	{
		*store = palloc0(sizeof(FtfStore));
		read_row(row, *store);
		*tid = row->tts_tid;
	}
	ExecDropSingleTupleTableSlot(row);
	table_close(rel, NoLock);
}

bool
ftf_store_look(FtfStore **store, ItemPointer tid)
{
	Oid			relid = ftf_table_oid(FTF_CONFIG);
	FtfScan    *scan;
	TupleTableSlot *row;

	ItemPointerSetInvalid(tid);
	/* from here to the end nothing may move the row to another place */
	LockRelationOid(relid, RowExclusiveLock);
	ftf_push_fresh_snapshot();
	scan = ftf_scan_begin(FTF_CONFIG, FTF_CONFIG_REVISION, GetActiveSnapshot(),
						  0, NULL);
	row = ftf_scan_next(scan, BackwardScanDirection);
	if (row != NULL)
	{
		*store = palloc0(sizeof(FtfStore));
		read_row(row, *store);
		*tid = row->tts_tid;
	}
	else
		*store = empty_store();
	ftf_scan_end(scan);
	/* two that hold this lock and want a stronger one would deadlock */
	if (!ItemPointerIsValid(tid))
		UnlockRelationOid(relid, RowExclusiveLock);
	return ItemPointerIsValid(tid);
}

bool
ftf_store_lock(FtfStore **store, ItemPointer tid)
{
	ItemPointerData found = *tid;

	if (!ItemPointerIsValid(tid))
	{
		if (!lock_absent_row(&found))
			return false;
	}
	lock_version(&found, tid, store);
	return true;
}

void
ftf_store_write(const FtfStore *store, ItemPointer tid)
{
	FtfWriter  *writer = ftf_writer_begin(FTF_CONFIG);
	Datum		values[Natts_config];
	bool		nulls[Natts_config] = {0};

	values[Anum_config_id - 1] = Int32GetDatum(1);
	values[Anum_config_base_env - 1] = JsonbPGetDatum(store->base_env);
	values[Anum_config_prefixes - 1] = PointerGetDatum(store->prefixes);
	values[Anum_config_revision - 1] = Int64GetDatum(store->revision);
	values[Anum_config_head - 1] = PointerGetDatum(ftf_hash_bytea(&store->head));
	values[Anum_config_updated_at - 1] =
		TimestampTzGetDatum(store->updated_at);
	if (tid == NULL)
		ftf_writer_insert(writer, values, nulls, Natts_config);
	else
		ftf_writer_update(writer, tid, values, nulls, Natts_config);
	ftf_writer_end(writer);
}
