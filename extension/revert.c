/*-------------------------------------------------------------------------
 *
 * revert.c
 *	  ftf_revert: parameters as they were at a revision.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "args.h"
#include "asked.h"
#include "change.h"
#include "entry.h"
#include "env.h"
#include "history.h"
#include "missing.h"
#include "nodes/pg_list.h"
#include "str.h"
#include "utils/snapmgr.h"
#include "withhold.h"

PG_FUNCTION_INFO_V1(ftf_revert);

/* What makes one key what it was at the revision. */
static Jsonb *
key_reversal(FtfChange *change, text *key, int64 revision)
{
	Jsonb	   *env = ftf_change_store(change)->base_env;
	FtfEnvBuilder changes;
	FtfEntry	entry;
	FtfStr		ignored;

	ftf_env_build(&changes);
	if (ftf_history_key_change(key, revision, GetActiveSnapshot(), &entry) &&
		entry.new_value != NULL)
		ftf_env_add(&changes, ftf_str(key), ftf_str(entry.new_value));
	else if (ftf_env_find(env, ftf_str(key), &ignored))
		ftf_env_add_null(&changes, ftf_str(key));
	else if (!ftf_history_key_change(key, PG_INT64_MAX, GetActiveSnapshot(),
									 &entry))
		ftf_refuse_missing(list_make1(key), env);	/* never was there */
	return ftf_env_built(&changes);
}

/* The same for all keys, where later revisions are known to need undone. */
static Jsonb *
reversal(FtfChange *change, int64 revision, int64 undone_from, Jsonb *undone)
{
	Jsonb	   *later = ftf_history_undo(Max(revision, undone_from),
										 ftf_change_store(change)->revision,
										 GetActiveSnapshot());

	/* of a key that was changed before and after, the first state counts */
	return undone == NULL ? later : ftf_env_overlay(later, undone);
}

/* Before the lock, unless the revision does not exist yet. */
static void
ask_reversal(FtfChange *change, FtfAsked *asked, text *key, int64 revision)
{
	FtfEnvBuilder nothing;
	int64		current = ftf_change_store(change)->revision;

	if (revision <= current)
	{
		ftf_check_revision(revision, current);
		asked->changes = key != NULL ? key_reversal(change, key, revision) :
			reversal(change, revision, revision, NULL);
		return;
	}
	ftf_env_build(&nothing);
	asked->changes = ftf_env_built(&nothing);
}

/* Under it: what was changed meanwhile has to be undone as well. */
static void
extend_reversal(FtfChange *change, FtfAsked *asked, text *key, int64 revision)
{
	bool		all_checked = asked->keys_checked == ftf_env_size(asked->changes);

	ftf_check_revision(revision, ftf_change_store(change)->revision);
	asked->changes = key != NULL ? key_reversal(change, key, revision) :
		reversal(change, revision, asked->seen_revision, asked->changes);
	asked->extended = true;
	asked->keys_checked = all_checked ? ftf_env_size(asked->changes) : 0;
}

static Datum
revert(FunctionCallInfo fcinfo, Jsonb *none)
{
	FtfChange  *change = ftf_change_begin(fcinfo, "ftf_revert()",
										  ftf_arg_text(fcinfo, 1));
	int64		revision = ftf_arg_required_int64(fcinfo, 0, "to_revision");
	text	   *key = ftf_arg_text(fcinfo, 2);
	FtfAsked	asked = {0};
	FtfMeanwhile *meanwhile;

	ask_reversal(change, &asked, key, revision);
	ftf_asked_check(change, &asked);
	meanwhile = ftf_change_lock(change);
	if (meanwhile != NULL || revision > asked.seen_revision)
		extend_reversal(change, &asked, key, revision);
	ftf_asked_confirm(change, &asked, meanwhile);
	PG_RETURN_INT64(ftf_asked_make(change, &asked));
}

/*
 * ftf_revert(to_revision bigint, reason text, key text) returns bigint
 */
Datum
ftf_revert(PG_FUNCTION_ARGS)
{
	return ftf_call_withheld(fcinfo, NULL, revert);
}
