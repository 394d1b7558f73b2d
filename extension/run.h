/*-------------------------------------------------------------------------
 *
 * run.h
 *	  Rows of ftf_run and ftf_run_env, and a run's hash.
 *
 * A run's hash is SHA-256 over "ftf_config run 1" and a NUL, then these
 * fields in the form of fields.h:
 *
 *	run_id		UTF-8
 *	revision	int64
 *	head		32 bytes, the store's head at that moment
 *	env_hash	32 bytes, ftf_env_hash of base_env
 *	overrides	32 bytes, ftf_env_hash of the overrides
 *	taken_at	int64, microseconds since 1970-01-01 00:00:00 UTC
 *	taken_by	UTF-8
 *	xid			int64
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_RUN_H
#define FTF_RUN_H

#include "datatype/timestamp.h"
#include "executor/tuptable.h"
#include "rules/sha256.h"
#include "utils/jsonb.h"
#include "utils/snapshot.h"

typedef struct FtfRun
{
	text	   *run_id;
	int64		revision;
	FtfHash		head;
	FtfHash		env_hash;
	Jsonb	   *overrides;
	TimestampTz taken_at;
	text	   *taken_by;
	uint64		xid;
	FtfHash		hash;
} FtfRun;

extern void ftf_run_hash(const FtfRun *run, FtfHash *hash);

/* False if the row is none that ftf_snapshot wrote. */
extern bool ftf_run_from_slot(TupleTableSlot *row, FtfRun *run);
extern bool ftf_run_env_from_slot(TupleTableSlot *row, int64 *revision,
								  FtfHash *env_hash, Jsonb **base_env);

/* The run as the snapshot sees it; false if there is none. */
extern bool ftf_run_find(text *run_id, Snapshot snapshot, FtfRun *run);

/*
 * The stored base_env of a revision, NULL if there is none.  Its hash must be
 * env_hash.
 */
extern Jsonb *ftf_run_env_find(int64 revision, const FtfHash *env_hash,
							   Snapshot snapshot);

/*
 * What is handed out as proof: the run's base_env.  Raises UF008 unless run
 * and base_env fit their hashes.
 */
extern Jsonb *ftf_run_base_env(const FtfRun *run, Snapshot snapshot);

/* Append a row; run->hash is computed. */
extern void ftf_run_store(FtfRun *run);
extern void ftf_run_env_store(int64 revision, const FtfHash *env_hash,
							  Jsonb *base_env);

#endif							/* FTF_RUN_H */
