/*-------------------------------------------------------------------------
 *
 * parameters.c
 *	  Changing parameters: ftf_set, ftf_unset, ftf_apply, ftf_revert.
 *
 * All four are a set of changes, one JSONB object of strings and nulls, made
 * by one piece of code: checked before the lock, against what the caller sees;
 * confirmed under it, as far as others changed something meanwhile; then made.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "admit.h"
#include "args.h"
#include "change.h"
#include "entry.h"
#include "env.h"
#include "errors.h"
#include "history.h"
#include "key.h"
#include "meanwhile.h"
#include "miscadmin.h"
#include "missing.h"
#include "rules/judge.h"
#include "rules/secret.h"
#include "store.h"
#include "str.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"
#include "utils/timestamp.h"
#include "value.h"
#include "withhold.h"

PG_FUNCTION_INFO_V1(ftf_set);
PG_FUNCTION_INFO_V1(ftf_unset);
PG_FUNCTION_INFO_V1(ftf_apply);
PG_FUNCTION_INFO_V1(ftf_apply_text);
PG_FUNCTION_INFO_V1(ftf_revert);

/* Of many keys, each is looked at in memory that the next one uses again. */
static MemoryContext
make_per_key_context(void)
{
	return AllocSetContextCreate(CurrentMemoryContext, "ftf_config key change",
								 ALLOCSET_DEFAULT_SIZES);
}

static const char *
shown_value(text *value)
{
	return value == NULL ? "(absent)" :
		psprintf("\"%s\"", ftf_shown(ftf_str(value)));
}

/* Add to the report if the key changed after the revision. */
static bool
report_conflict(FtfStr key, int64 if_revision, StringInfo report)
{
	FtfEntry	last;

	if (!ftf_history_key_change(ftf_str_text(key), PG_INT64_MAX,
								GetActiveSnapshot(), &last) ||
		last.revision <= if_revision)
		return false;
	appendStringInfo(report,
					 "%s%s was changed from %s to %s in revision %lld by %s at %s: %s",
					 report->len > 0 ? "\n" : "",
					 ftf_shown(key),
					 shown_value(last.old_value), shown_value(last.new_value),
					 (long long) last.revision, text_to_cstring(last.person),
					 timestamptz_to_str(last.changed_at),
					 text_to_cstring(last.reason));
	return true;
}

/* What is asked for, and what was found out before the lock. */
typedef struct Asked
{
	Jsonb	   *changes;
	const int64 *if_revision;	/* NULL: none */
	bool		keys_removed;	/* null removes what must be there */
	int64		seen_revision;
	int			keys_checked;	/* of changes, from the first on */
	bool		extended;		/* by what has to be undone, too */
	Jsonb	   *result;			/* base_env with the changes */
} Asked;

/*
 * if_revision is per key: a change to another key is no conflict.  Under the
 * lock only keys that were changed meanwhile are left to look at.
 */
static void
check_unchanged(FtfChange *change, const Asked *asked, FtfMeanwhile *meanwhile)
{
	int64		if_revision = *asked->if_revision;
	int64		current = ftf_change_store(change)->revision;
	MemoryContext per_key;
	FtfEnvIterator item;
	StringInfoData report;
	StringInfoData names;

	if (if_revision != 0)		/* 0: seen when nothing was ever set */
		ftf_check_revision("if_revision", if_revision, current);
	if (if_revision == current)
		return;

	initStringInfo(&report);
	initStringInfo(&names);
	per_key = make_per_key_context();
	ftf_env_iterate(asked->changes, &item);
	while (ftf_env_next(&item))
	{
		MemoryContext oldcontext = MemoryContextSwitchTo(per_key);

		if ((meanwhile == NULL || ftf_meanwhile_value(meanwhile, item.key)) &&
			report_conflict(item.key, if_revision, &report))
			appendStringInfo(&names, "%s%s", names.len > 0 ? ", " : "",
							 ftf_shown(item.key));
		MemoryContextSwitchTo(oldcontext);
		MemoryContextReset(per_key);
	}
	MemoryContextDelete(per_key);
	if (report.len > 0)
		ereport(ERROR,
				(errcode(ERRCODE_FTF_CONFLICT),
				 errmsg("changed by someone else since revision %lld: %s",
						(long long) if_revision, names.data),
				 errdetail("%s", report.data),
				 errhint("Look at the new value, then try again with if_revision => %lld.",
						 (long long) current)));
}

/* Keys whose removal is asked for must be there: a typo removes nothing. */
static void
refuse_absent(FtfChange *change, Jsonb *changes)
{
	Jsonb	   *env = ftf_change_store(change)->base_env;
	List	   *absent = NIL;
	FtfEnvIterator item;
	FtfStr		ignored;

	ftf_env_iterate(changes, &item);
	while (ftf_env_next(&item))
		if (item.is_null && !ftf_env_find(env, item.key, &ignored))
			absent = lappend(absent, ftf_str_text(item.key));
	ftf_refuse_missing(absent, env);
}

/* One that is too large already may only become smaller. */
static void
refuse_too_large(Jsonb *before, Jsonb *after)
{
	FtfFault	fault;

	if (!ftf_judge_env_bytes("the parameters would be", ftf_env_bytes(after), &fault) &&
		ftf_env_bytes(after) >= ftf_env_bytes(before))
		ftf_refuse(&fault);
}

/* All changes laid over the store's base_env. */
static Jsonb *
lay_over(FtfChange *change, Asked *asked)
{
	Jsonb	   *before = ftf_change_store(change)->base_env;
	Jsonb	   *after = ftf_env_merge(before, asked->changes);

	refuse_too_large(before, after);
	return after;
}

/* From the first key that is not governed on, the confirmation decides. */
static void
check_keys(FtfChange *change, Asked *asked)
{
	ArrayType  *prefixes = ftf_change_store(change)->prefixes;
	MemoryContext per_key = make_per_key_context();
	FtfEnvIterator item;
	bool		stopped = false;

	ftf_env_iterate(asked->changes, &item);
	while (!stopped && ftf_env_next(&item))
	{
		MemoryContext oldcontext = MemoryContextSwitchTo(per_key);

		CHECK_FOR_INTERRUPTS();
		stopped = !item.is_null && ftf_is_key_name(item.key) &&
			!ftf_is_governed(item.key, prefixes);
		if (!stopped && !item.is_null)
		{
			ftf_admit_key(item.key, prefixes);
			ftf_value_check_stored(item.key, item.value, GetActiveSnapshot());
		}
		asked->keys_checked += !stopped;
		MemoryContextSwitchTo(oldcontext);
		MemoryContextReset(per_key);
	}
	MemoryContextDelete(per_key);
}

/*
 * Before the lock, on the state that is seen.  A revision that does not exist,
 * or a prefix that is not governed, may be there by the time that we have it.
 */
static void
check_changes(FtfChange *change, Asked *asked)
{
	asked->seen_revision = ftf_change_store(change)->revision;
	if (asked->if_revision != NULL && *asked->if_revision <= asked->seen_revision)
		check_unchanged(change, asked, NULL);
	if (asked->keys_removed)
		refuse_absent(change, asked->changes);
	check_keys(change, asked);
	asked->result = lay_over(change, asked);
}

static bool
was_checked(const Asked *asked, FtfMeanwhile *meanwhile, FtfStr key, int i)
{
	return i < asked->keys_checked &&
		!(asked->extended && ftf_meanwhile_value(meanwhile, key));
}

/* What was checked stands, unless the ground that it stands on was changed. */
static void
confirm_keys(FtfChange *change, Asked *asked, FtfMeanwhile *meanwhile)
{
	ArrayType  *prefixes = ftf_change_store(change)->prefixes;
	FtfEnvIterator item;

	ftf_env_iterate(asked->changes, &item);
	for (int i = 0; ftf_env_next(&item); i++)
	{
		bool		checked = was_checked(asked, meanwhile, item.key, i);

		if (item.is_null)
			continue;
		if (!checked || (meanwhile != NULL && ftf_meanwhile_prefixes(meanwhile)))
		{
			ftf_admit_key(item.key, prefixes);
			ftf_meanwhile_spend(meanwhile, VARSIZE(prefixes));
		}
		if (!checked || (meanwhile != NULL &&
						 ftf_meanwhile_definition(meanwhile, item.key)))
			ftf_value_check_again(item.key, item.value, GetActiveSnapshot(),
								  meanwhile);
	}
}

/* Under the lock. */
static void
confirm_changes(FtfChange *change, Asked *asked, FtfMeanwhile *meanwhile)
{
	if (asked->if_revision != NULL &&
		(meanwhile != NULL || *asked->if_revision > asked->seen_revision))
		check_unchanged(change, asked, meanwhile);
	if (meanwhile != NULL && asked->keys_removed)
		refuse_absent(change, asked->changes);
	if (meanwhile != NULL || asked->keys_checked < ftf_env_size(asked->changes))
		confirm_keys(change, asked, meanwhile);
	if (meanwhile != NULL)
		asked->result = lay_over(change, asked);
}

/* One key's entry; false if it has that value already. */
static bool
change_key(FtfChange *change, FtfEnvIterator *item)
{
	FtfStr		old = {NULL, 0};
	bool		held = ftf_env_find(ftf_change_store(change)->base_env,
									item->key, &old);

	if (item->is_null ? !held : held && ftf_str_equal(old, item->value))
		return false;
	ftf_change_entry(change, item->is_null ? "unset" : "set",
					 ftf_str_text(item->key),
					 held ? ftf_str_text(old) : NULL,
					 item->is_null ? NULL : ftf_str_text(item->value));
	return true;
}

static Datum
make_changes(FtfChange *change, Asked *asked)
{
	MemoryContext per_key = make_per_key_context();
	FtfEnvIterator item;
	bool		changed = false;

	ftf_env_iterate(asked->changes, &item);
	while (ftf_env_next(&item))
	{
		MemoryContext oldcontext = MemoryContextSwitchTo(per_key);

		changed |= change_key(change, &item);
		MemoryContextSwitchTo(oldcontext);
		MemoryContextReset(per_key);
	}
	MemoryContextDelete(per_key);

	if (changed)
		ftf_change_store(change)->base_env = asked->result;
	else
		ftf_change_nothing(change);
	PG_RETURN_INT64(ftf_change_finish(change));
}

/* Arguments 0 .. are the caller's own; reason and if_revision stand at n. */
static Datum
change_as_asked(FunctionCallInfo fcinfo, const char *function, Jsonb *changes,
				int n)
{
	FtfChange  *change = ftf_change_begin(fcinfo, function,
										  ftf_arg_text(fcinfo, n));
	int64		if_revision = PG_ARGISNULL(n + 1) ? 0 : PG_GETARG_INT64(n + 1);
	Asked		asked = {.changes = changes,.keys_removed = true};

	if (!PG_ARGISNULL(n + 1))
		asked.if_revision = &if_revision;
	check_changes(change, &asked);
	confirm_changes(change, &asked, ftf_change_lock(change));
	return make_changes(change, &asked);
}

static Datum
set(FunctionCallInfo fcinfo, Jsonb *none)
{
	text	   *key = ftf_arg_required_text(fcinfo, 0, "key");
	text	   *value = ftf_arg_text(fcinfo, 1);
	FtfEnvBuilder changes;

	if (value == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_FTF_NOT_ADMITTED),
				 errmsg("value of \"%s\" is null", ftf_shown(ftf_str(key))),
				 errhint("Values are strings; ftf_unset removes a parameter.")));
	ftf_env_build(&changes);
	ftf_env_add(&changes, ftf_str(key), ftf_str(value));
	return change_as_asked(fcinfo, "ftf_set()", ftf_env_built(&changes), 2);
}

/*
 * ftf_set(key text, value text, reason text, if_revision bigint) returns bigint
 */
Datum
ftf_set(PG_FUNCTION_ARGS)
{
	return ftf_call_withheld(fcinfo, NULL, set);
}

static Datum
unset(FunctionCallInfo fcinfo, Jsonb *none)
{
	text	   *key = ftf_arg_required_text(fcinfo, 0, "key");
	FtfEnvBuilder changes;

	ftf_env_build(&changes);
	ftf_env_add_null(&changes, ftf_str(key));
	return change_as_asked(fcinfo, "ftf_unset()", ftf_env_built(&changes), 1);
}

/*
 * ftf_unset(key text, reason text, if_revision bigint) returns bigint
 */
Datum
ftf_unset(PG_FUNCTION_ARGS)
{
	return ftf_call_withheld(fcinfo, NULL, unset);
}

static Datum
apply(FunctionCallInfo fcinfo, Jsonb *changes)
{
	if (changes == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_FTF_NOT_ADMITTED),
				 errmsg("changes is null"),
				 errhint("Give keys and values, as in {\"CVN_ATR_PERIOD\": \"21\"}.")));
	ftf_env_check_shape(changes, true, "changes");
	return change_as_asked(fcinfo, "ftf_apply()", changes, 1);
}

/*
 * ftf_apply(changes jsonb, reason text, if_revision bigint) returns bigint
 */
Datum
ftf_apply(PG_FUNCTION_ARGS)
{
	return ftf_call_withheld(fcinfo, PG_ARGISNULL(0) ? NULL :
							 PG_GETARG_JSONB_P(0), apply);
}

/*
 * ftf_apply(changes text, reason text, if_revision bigint) returns bigint
 *
 * With json, which is text, as well.
 */
Datum
ftf_apply_text(PG_FUNCTION_ARGS)
{
	return ftf_call_withheld(fcinfo, PG_ARGISNULL(0) ? NULL :
							 ftf_json_without_duplicates(PG_GETARG_TEXT_PP(0),
														 "changes",
														 FTF_ENV_MAX_BYTES),
							 apply);
}

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
ask_reversal(FtfChange *change, Asked *asked, text *key, int64 revision)
{
	FtfEnvBuilder nothing;
	int64		current = ftf_change_store(change)->revision;

	if (revision <= current)
	{
		ftf_check_revision("to_revision", revision, current);
		asked->changes = key != NULL ? key_reversal(change, key, revision) :
			reversal(change, revision, revision, NULL);
		return;
	}
	ftf_env_build(&nothing);
	asked->changes = ftf_env_built(&nothing);
}

/* Under it: what was changed meanwhile has to be undone as well. */
static void
extend_reversal(FtfChange *change, Asked *asked, text *key, int64 revision)
{
	bool		all_checked = asked->keys_checked == ftf_env_size(asked->changes);

	ftf_check_revision("to_revision", revision,
					   ftf_change_store(change)->revision);
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
	Asked		asked = {0};
	FtfMeanwhile *meanwhile;

	ask_reversal(change, &asked, key, revision);
	check_changes(change, &asked);
	meanwhile = ftf_change_lock(change);
	if (meanwhile != NULL || revision > asked.seen_revision)
		extend_reversal(change, &asked, key, revision);
	confirm_changes(change, &asked, meanwhile);
	return make_changes(change, &asked);
}

/*
 * ftf_revert(to_revision bigint, reason text, key text) returns bigint
 */
Datum
ftf_revert(PG_FUNCTION_ARGS)
{
	return ftf_call_withheld(fcinfo, NULL, revert);
}
