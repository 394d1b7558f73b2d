/*-------------------------------------------------------------------------
 *
 * run.c
 *	  Rows of ftf_run and ftf_run_env, and a run's hash.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/transam.h"
#include "columns.h"
#include "env.h"
#include "errors.h"
#include "fields.h"
#include "hash.h"
#include "rows.h"
#include "run.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"
#include "utils/xid8.h"

#define RUN_DOMAIN "ftf_config run 1"

void
ftf_run_hash(const FtfRun *run, FtfHash *hash)
{
	StringInfoData buf;
	FtfHash		overrides;

	ftf_env_hash(run->overrides, &overrides);
	initStringInfo(&buf);
	appendBinaryStringInfo(&buf, RUN_DOMAIN, sizeof(RUN_DOMAIN));
	ftf_field_text(&buf, run->run_id);
	ftf_field_int64(&buf, run->revision);
	ftf_field_bytes(&buf, run->head.bytes, FTF_HASH_BYTES);
	ftf_field_bytes(&buf, run->env_hash.bytes, FTF_HASH_BYTES);
	ftf_field_bytes(&buf, overrides.bytes, FTF_HASH_BYTES);
	ftf_field_time(&buf, run->taken_at);
	ftf_field_text(&buf, run->taken_by);
	ftf_field_int64(&buf, (int64) run->xid);
	ftf_sha256(buf.data, buf.len, hash);
	pfree(buf.data);
}

static bool
has_null(TupleTableSlot *row, int natts)
{
	slot_getsomeattrs(row, natts);
	for (int i = 0; i < natts; i++)
		if (row->tts_isnull[i])
			return true;
	return false;
}

bool
ftf_run_from_slot(TupleTableSlot *row, FtfRun *run)
{
	Datum	   *values = row->tts_values;

	if (has_null(row, Natts_run))
		return false;
	run->run_id = DatumGetTextPCopy(values[Anum_run_run_id - 1]);
	run->revision = DatumGetInt64(values[Anum_run_revision - 1]);
	run->overrides = (Jsonb *)
		PG_DETOAST_DATUM_COPY(values[Anum_run_overrides - 1]);
	run->taken_at = DatumGetTimestampTz(values[Anum_run_taken_at - 1]);
	run->taken_by = DatumGetTextPCopy(values[Anum_run_taken_by - 1]);
	run->xid = U64FromFullTransactionId(DatumGetFullTransactionId(values[Anum_run_xid - 1]));
	return ftf_is_env(run->overrides) &&
		ftf_hash_from_datum(values[Anum_run_head - 1], &run->head) &&
		ftf_hash_from_datum(values[Anum_run_env_hash - 1], &run->env_hash) &&
		ftf_hash_from_datum(values[Anum_run_hash - 1], &run->hash);
}

bool
ftf_run_env_from_slot(TupleTableSlot *row, int64 *revision, FtfHash *env_hash,
					  Jsonb **base_env)
{
	if (has_null(row, Natts_run_env))
		return false;
	*revision = DatumGetInt64(row->tts_values[Anum_run_env_revision - 1]);
	*base_env = (Jsonb *)
		PG_DETOAST_DATUM_COPY(row->tts_values[Anum_run_env_base_env - 1]);
	return ftf_is_env(*base_env) &&
		ftf_hash_from_datum(row->tts_values[Anum_run_env_env_hash - 1],
							env_hash);
}

bool
ftf_run_find(text *run_id, Snapshot snapshot, FtfRun *run)
{
	ScanKeyData key;
	FtfScan    *scan;
	TupleTableSlot *row;

	ftf_key_text(&key, 1, run_id);
	scan = ftf_scan_begin(FTF_RUN, FTF_RUN_ID, snapshot, 1, &key);
	row = ftf_scan_next(scan, ForwardScanDirection);
	if (row != NULL && !ftf_run_from_slot(row, run))
		ereport(ERROR,
				(errcode(ERRCODE_FTF_LEDGER),
				 errmsg("the stored run is not one that ftf_config wrote"),
				 errhint("SELECT * FROM ftf_verify() tells what was tampered with.")));
	ftf_scan_end(scan);
	return row != NULL;
}

Jsonb *
ftf_run_env_find(int64 revision, const FtfHash *env_hash, Snapshot snapshot)
{
	ScanKeyData key;
	FtfScan    *scan;
	TupleTableSlot *row;
	Jsonb	   *found = NULL;

	ftf_key_int64(&key, 1, BTEqualStrategyNumber, revision);
	scan = ftf_scan_begin(FTF_RUN_ENV, FTF_RUN_ENV_REVISION, snapshot,
						  1, &key);
	while (found == NULL &&
		   (row = ftf_scan_next(scan, ForwardScanDirection)) != NULL)
	{
		int64		stored_revision;
		FtfHash		stored_hash;
		Jsonb	   *base_env;

		if (ftf_run_env_from_slot(row, &stored_revision, &stored_hash,
								  &base_env) &&
			ftf_hash_equal(&stored_hash, env_hash))
			found = base_env;
	}
	ftf_scan_end(scan);
	return found;
}

Jsonb *
ftf_run_base_env(const FtfRun *run, Snapshot snapshot)
{
	Jsonb	   *base_env = ftf_run_env_find(run->revision, &run->env_hash,
											snapshot);
	FtfHash		run_hash;
	FtfHash		env_hash = {0};

	ftf_run_hash(run, &run_hash);
	if (base_env != NULL)
		ftf_env_hash(base_env, &env_hash);
	if (base_env == NULL || !ftf_hash_equal(&run_hash, &run->hash) ||
		!ftf_hash_equal(&env_hash, &run->env_hash))
		ereport(ERROR,
				(errcode(ERRCODE_FTF_LEDGER),
				 errmsg("the snapshot of run \"%s\" does not verify",
						text_to_cstring(run->run_id)),
				 errhint("SELECT * FROM ftf_verify() tells what was tampered with.")));
	return base_env;
}

void
ftf_run_store(FtfRun *run)
{
	FtfWriter  *writer = ftf_writer_begin(FTF_RUN);
	Datum		values[Natts_run];
	bool		nulls[Natts_run] = {0};

	ftf_run_hash(run, &run->hash);
	values[Anum_run_run_id - 1] = PointerGetDatum(run->run_id);
	values[Anum_run_revision - 1] = Int64GetDatum(run->revision);
	values[Anum_run_head - 1] = PointerGetDatum(ftf_hash_bytea(&run->head));
	values[Anum_run_env_hash - 1] =
		PointerGetDatum(ftf_hash_bytea(&run->env_hash));
	values[Anum_run_overrides - 1] = JsonbPGetDatum(run->overrides);
	values[Anum_run_taken_at - 1] = TimestampTzGetDatum(run->taken_at);
	values[Anum_run_taken_by - 1] = PointerGetDatum(run->taken_by);
	values[Anum_run_xid - 1] =
		FullTransactionIdGetDatum(FullTransactionIdFromU64(run->xid));
	values[Anum_run_hash - 1] = PointerGetDatum(ftf_hash_bytea(&run->hash));
	ftf_writer_insert(writer, values, nulls, Natts_run);
	ftf_writer_end(writer);
}

void
ftf_run_env_store(int64 revision, const FtfHash *env_hash, Jsonb *base_env)
{
	FtfWriter  *writer = ftf_writer_begin(FTF_RUN_ENV);
	Datum		values[Natts_run_env];
	bool		nulls[Natts_run_env] = {0};

	values[Anum_run_env_revision - 1] = Int64GetDatum(revision);
	values[Anum_run_env_env_hash - 1] = PointerGetDatum(ftf_hash_bytea(env_hash));
	values[Anum_run_env_base_env - 1] = JsonbPGetDatum(base_env);
	ftf_writer_insert(writer, values, nulls, Natts_run_env);
	ftf_writer_end(writer);
}
