/*-------------------------------------------------------------------------
 *
 * snapshot.c
 *	  A run's immutable copy of the parameters: ftf_snapshot.
 *
 * Nothing here takes a lock that an editor or another run would wait for.
 * Only a second call for the same run_id waits for the first, since whether
 * it committed decides the answer.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "admit.h"
#include "args.h"
#include "called.h"
#include "common/hashfn.h"
#include "durable.h"
#include "env.h"
#include "errors.h"
#include "installation.h"
#include "miscadmin.h"
#include "missing.h"
#include "operator.h"
#include "run.h"
#include "statement.h"
#include "storage/lock.h"
#include "store.h"
#include "str.h"
#include "utils/builtins.h"
#include "utils/snapmgr.h"
#include "utils/timestamp.h"
#include "value.h"
#include "verify.h"
#include "withhold.h"

PG_FUNCTION_INFO_V1(ftf_snapshot);
PG_FUNCTION_INFO_V1(ftf_snapshot_text);

/* Keeps our advisory locks apart from pg_advisory_lock's classes, 1 and 2. */
#define RUN_LOCK_CLASS 3

/* Until the transaction ends, only we may take this run's snapshot. */
static void
lock_run(text *run_id)
{
	uint64		hash = hash_bytes_extended((unsigned char *) VARDATA_ANY(run_id),
										   VARSIZE_ANY_EXHDR(run_id), 0);
	LOCKTAG		tag;

	SET_LOCKTAG_ADVISORY(tag, MyDatabaseId, (uint32) (hash >> 32),
						 (uint32) hash, RUN_LOCK_CLASS);
	(void) LockAcquire(&tag, ExclusiveLock, false, false);
}

/*
 * The run as of now.  Under a transaction snapshot that is older than the
 * run's commit nothing true could be answered: 40001.
 */
static bool
find_run(text *run_id, FtfRun *run)
{
	Snapshot	latest;
	bool		committed;

	if (ftf_run_find(run_id, GetActiveSnapshot(), run))
		return true;
	if (!IsolationUsesXactSnapshot())
		return false;

	latest = RegisterSnapshot(GetLatestSnapshot());
	committed = ftf_run_find(run_id, latest, run);
	UnregisterSnapshot(latest);
	if (committed)
		ereport(ERROR,
				(errcode(ERRCODE_T_R_SERIALIZATION_FAILURE),
				 errmsg("could not serialize access due to concurrent update"),
				 errdetail("The snapshot of run \"%s\" was taken since this transaction began.",
						   text_to_cstring(run_id)),
				 errhint("Run the transaction again.")));
	return false;
}

/* The first snapshot of this run, whatever has been edited since. */
static Jsonb *
stored_base_env(FtfRun *run, Jsonb *overrides)
{
	if (!ftf_env_equal(run->overrides, overrides))
		ereport(ERROR,
				(errcode(ERRCODE_FTF_RUN_DIFFERS),
				 errmsg("run \"%s\" has a snapshot with other overrides",
						text_to_cstring(run->run_id)),
				 errdetail("It was taken by %s at %s, revision %lld.",
						   text_to_cstring(run->taken_by),
						   timestamptz_to_str(run->taken_at),
						   (long long) run->revision),
				 errhint("A retry asks for the same overrides; another experiment needs a run_id of its own.")));
	return ftf_run_base_env(run, GetActiveSnapshot());
}

/* Overrides are values like others. */
static void
check_overrides(Jsonb *overrides)
{
	FtfEnvIterator item;

	ftf_env_iterate(overrides, &item);
	while (ftf_env_next(&item))
		ftf_value_check_stored(item.key, item.value, GetActiveSnapshot());
}

/* Missing in overrides or required: named in one error. */
static void
check_present(Jsonb *overrides, ArrayType *required, Jsonb *base_env)
{
	List	   *missing = ftf_keys_missing(required, base_env, "required");
	FtfEnvIterator item;
	FtfStr		ignored;

	ftf_env_iterate(overrides, &item);
	while (ftf_env_next(&item))
		if (!ftf_env_find(base_env, item.key, &ignored))
			missing = lappend(missing, ftf_str_text(item.key));
	ftf_refuse_missing(missing, base_env);
}

static Jsonb *
take_snapshot(text *run_id, Jsonb *overrides, ArrayType *required)
{
	FtfStore   *store = ftf_store_copy(ftf_store_read(GetActiveSnapshot()));
	FtfRun		run = {0};

	check_present(overrides, required, store->base_env);
	check_overrides(overrides);
	if (store->revision == 0)
		ereport(ERROR,
				(errcode(ERRCODE_FTF_MISSING),
				 errmsg("the store holds no parameters yet"),
				 errhint("Load the baseline with ftf_apply(changes, reason) first.")));

	if (!ftf_installation_has_written())
	{
		/* what is not restored whole is no ground for a run */
		ftf_verify_or_refuse(GetActiveSnapshot());
		ftf_installation_note_run();
	}
	ftf_env_hash(store->base_env, &run.env_hash);
	if (ftf_run_env_find(store->revision, &run.env_hash,
						 GetActiveSnapshot()) == NULL)
		ftf_run_env_store(store->revision, &run.env_hash, store->base_env);
	run.run_id = run_id;
	run.revision = store->revision;
	run.head = store->head;
	run.overrides = overrides;
	run.taken_at = GetCurrentTimestamp();
	run.taken_by = ftf_operator_or_service();
	run.xid = U64FromFullTransactionId(GetTopFullTransactionId());
	ftf_run_store(&run);
	ftf_durable_note(FTF_DONE_SNAPSHOT);
	return store->base_env;
}

static Datum
snapshot(FunctionCallInfo fcinfo, Jsonb *overrides)
{
	text	   *run_id = ftf_arg_text(fcinfo, 0);
	ArrayType  *required = PG_ARGISNULL(2) ? NULL : PG_GETARG_ARRAYTYPE_P(2);
	Jsonb	   *base_env;
	FtfRun		run;
	bool		found;

	ftf_remember_called(fcinfo);
	ftf_check_place("ftf_snapshot()");
	ftf_admit_run_id(run_id);
	if (overrides == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_FTF_NOT_ADMITTED),
				 errmsg("overrides is null"),
				 errhint("Give '{}' for a run without overrides.")));
	ftf_env_check_shape(overrides, false, "overrides");

	ftf_push_fresh_snapshot();
	found = find_run(run_id, &run);
	if (!found)
	{
		/* a run that is there is read on a standby, too */
		ftf_check_may_write("ftf_snapshot()");
		lock_run(run_id);
		PopActiveSnapshot();
		ftf_push_fresh_snapshot();
		found = find_run(run_id, &run);
	}
	if (found)
	{
		base_env = stored_base_env(&run, overrides);
		check_present(overrides, required, base_env);
	}
	else
		base_env = take_snapshot(run_id, overrides, required);
	PopActiveSnapshot();
	PG_RETURN_JSONB_P(ftf_env_size(overrides) == 0 ? base_env :
					  ftf_env_merge(base_env, overrides));
}

/*
 * ftf_snapshot(run_id text, overrides jsonb, required text[]) returns jsonb
 */
Datum
ftf_snapshot(PG_FUNCTION_ARGS)
{
	return ftf_call_withheld(fcinfo, PG_ARGISNULL(1) ? NULL :
							 PG_GETARG_JSONB_P(1), snapshot);
}

/*
 * ftf_snapshot(run_id text, overrides text, required text[]) returns jsonb
 *
 * With json, which is text, as well.
 */
Datum
ftf_snapshot_text(PG_FUNCTION_ARGS)
{
	return ftf_call_withheld(fcinfo, PG_ARGISNULL(1) ? NULL :
							 ftf_json_without_duplicates(PG_GETARG_TEXT_PP(1),
														 "overrides",
														 FTF_ENV_MAX_BYTES),
							 snapshot);
}
