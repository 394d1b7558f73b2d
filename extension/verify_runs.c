/*-------------------------------------------------------------------------
 *
 * verify_runs.c
 *	  Do the runs' snapshots hold what the history leads to?
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_collation.h"
#include "catalog/pg_operator_d.h"
#include "catalog/pg_type.h"
#include "columns.h"
#include "compat.h"
#include "env.h"
#include "hash.h"
#include "miscadmin.h"
#include "rules/secret.h"
#include "run.h"
#include "str.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "verify_runs.h"

/* What a revision really was; NULL pointers where it never existed. */
typedef struct Truth
{
	const FtfHash *head;
	const FtfHash *env_hash;
	List	   *stored_envs;	/* of FtfHash *, found in ftf_run_env */
} Truth;

void
ftf_runs_check_begin(FtfRunsCheck *check, Snapshot snapshot,
					 FtfFindings *findings, FtfProgress *progress)
{
	ftf_sorted_begin(&check->runs, FTF_RUN, Anum_run_revision, snapshot,
					 progress, &progress->runs);
	ftf_sorted_begin(&check->envs, FTF_RUN_ENV, Anum_run_env_revision,
					 snapshot, progress, NULL);
	check->run_ids = tuplesort_begin_datum(TEXTOID, TextLessOperator,
										   C_COLLATION_OID, false, work_mem,
										   NULL, TUPLESORT_NONE);
	check->findings = findings;
	check->progress = progress;
	check->context = AllocSetContextCreate(CurrentMemoryContext,
										   "ftf_config runs of a revision",
										   ALLOCSET_DEFAULT_SIZES);
	check->count = 0;
	ftf_sorted_next(&check->runs);
	ftf_sorted_next(&check->envs);
}

static void
tampered(FtfRunsCheck *check, const char *object, const char *detail)
{
	ftf_finding(check->findings, FTF_TAMPERED, "run", object, detail);
}

static bool
contains_hash(List *hashes, const FtfHash *hash)
{
	ListCell   *lc;

	foreach(lc, hashes)
	{
		if (ftf_hash_equal(lfirst(lc), hash))
			return true;
	}
	return false;
}

static char *
run_name(text *run_id)
{
	return psprintf("run \"%s\"", ftf_shown(ftf_str(run_id)));
}

static void
check_run(FtfRunsCheck *check, const Truth *truth)
{
	FtfRun		run;
	FtfHash		hash;
	char	   *name;

	if (!ftf_run_from_slot(check->runs.row, &run))
	{
		tampered(check, "a run", "Its row is none that ftf_snapshot writes.");
		return;
	}
	tuplesort_putdatum(check->run_ids, PointerGetDatum(run.run_id), false);
	name = run_name(run.run_id);
	ftf_run_hash(&run, &hash);
	if (!ftf_hash_equal(&hash, &run.hash))
		tampered(check, name, "Its hash does not fit its bytes.");
	if (truth->head == NULL)
		tampered(check, name, psprintf("The history has no revision %lld.",
									   (long long) run.revision));
	else if (!ftf_hash_equal(&run.head, truth->head))
		tampered(check, name, "Its head is not the head of its revision.");
	else if (!ftf_hash_equal(&run.env_hash, truth->env_hash))
		tampered(check, name,
				 "Its parameters are not what the history leads to.");
	if (!contains_hash(truth->stored_envs, &run.env_hash))
		tampered(check, name, "Its stored parameters are gone.");
}

static void
check_env(FtfRunsCheck *check, Truth *truth)
{
	FtfHash    *stored = palloc(sizeof(FtfHash));
	FtfHash		hash;
	int64		revision;
	Jsonb	   *base_env;
	char	   *name;

	if (!ftf_run_env_from_slot(check->envs.row, &revision, stored, &base_env))
	{
		tampered(check, "stored parameters",
				 "The row is none that ftf_snapshot writes.");
		return;
	}
	name = psprintf("stored parameters of revision %lld",
					(long long) revision);
	ftf_env_hash(base_env, &hash);
	if (!ftf_hash_equal(&hash, stored))
		tampered(check, name, "The hash does not fit the parameters.");
	else if (truth->env_hash == NULL ||
			 !ftf_hash_equal(stored, truth->env_hash))
		tampered(check, name,
				 "The parameters are not what the history leads to.");
	truth->stored_envs = lappend(truth->stored_envs, stored);
}

/* All rows of one revision, which come next. */
static void
check_rows(FtfRunsCheck *check, int64 revision, Truth *truth)
{
	while (ftf_sorted_value(&check->envs) == revision)
	{
		check_env(check, truth);
		ftf_progress_row(check->progress, NULL);
		ftf_sorted_next(&check->envs);
	}
	while (ftf_sorted_value(&check->runs) == revision)
	{
		check_run(check, truth);
		check->count++;
		ftf_progress_row(check->progress, &check->progress->runs);
		ftf_sorted_next(&check->runs);
	}
}

static int64
next_revision(FtfRunsCheck *check)
{
	return Min(ftf_sorted_value(&check->runs), ftf_sorted_value(&check->envs));
}

static void
report_before(FtfRunsCheck *check, int64 revision)
{
	while (next_revision(check) < revision)
	{
		Truth		nothing = {0};

		check_rows(check, next_revision(check), &nothing);
	}
}

void
ftf_runs_check_revision(FtfRunsCheck *check, FtfReplay *replay,
						int64 revision, const FtfHash *head)
{
	MemoryContext oldcontext = MemoryContextSwitchTo(check->context);
	FtfHash		env_hash;
	Truth		truth = {head, &env_hash, NIL};

	report_before(check, revision);
	/* the greatest number, which only tampering gives, stands for the end */
	if (revision != FTF_SORTED_END && next_revision(check) == revision)
	{
		ftf_env_hash(ftf_replay_env(replay), &env_hash);
		check_rows(check, revision, &truth);
	}
	MemoryContextSwitchTo(oldcontext);
	MemoryContextReset(check->context);
}

/* Equal run_ids, which lie side by side when sorted, are told once. */
static void
report_doubled(FtfRunsCheck *check)
{
	text	   *last = NULL;
	bool		told = false;
	Datum		run_id;
	bool		isnull;

	tuplesort_performsort(check->run_ids);
	while (ftf_tuplesort_getdatum(check->run_ids, &run_id, &isnull))
	{
		bool		doubled = ftf_text_equal(last, DatumGetTextPP(run_id));

		CHECK_FOR_INTERRUPTS();
		if (doubled && !told)
			tampered(check, run_name(last), "It is stored more than once.");
		told = doubled;
		if (last != NULL)
			pfree(last);
		last = DatumGetTextPP(run_id);
	}
}

void
ftf_runs_check_end(FtfRunsCheck *check)
{
	MemoryContext oldcontext = MemoryContextSwitchTo(check->context);

	report_before(check, FTF_SORTED_END);
	report_doubled(check);
	MemoryContextSwitchTo(oldcontext);
	tuplesort_end(check->run_ids);
	ftf_sorted_end(&check->runs);
	ftf_sorted_end(&check->envs);
	MemoryContextDelete(check->context);
}
