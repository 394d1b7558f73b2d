/*-------------------------------------------------------------------------
 *
 * parameters.c
 *	  Changing parameters: ftf_set, ftf_unset, ftf_apply, ftf_revert.
 *
 * All four are a set of changes, one JSONB object of strings and nulls, made
 * by one piece of code.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "args.h"
#include "change.h"
#include "entry.h"
#include "env.h"
#include "errors.h"
#include "history.h"
#include "key.h"
#include "missing.h"
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

/* if_revision is per key: a change to another key is no conflict. */
static void
check_unchanged(FtfChange *change, Jsonb *changes, int64 if_revision)
{
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
	ftf_env_iterate(changes, &item);
	while (ftf_env_next(&item))
	{
		MemoryContext oldcontext = MemoryContextSwitchTo(per_key);

		if (report_conflict(item.key, if_revision, &report))
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

/* One key's entry; false if it has that value already. */
static bool
change_key(FtfChange *change, FtfEnvIterator *item)
{
	FtfStore   *store = ftf_change_store(change);
	FtfStr		old = {NULL, 0};
	bool		held = ftf_env_find(store->base_env, item->key, &old);

	if (!item->is_null)
	{
		ftf_admit_key(item->key, store->prefixes);
		ftf_value_check_stored(item->key, item->value, GetActiveSnapshot());
	}
	if (item->is_null ? !held : held && ftf_str_equal(old, item->value))
		return false;
	ftf_change_entry(change, item->is_null ? "unset" : "set",
					 ftf_str_text(item->key),
					 held ? ftf_str_text(old) : NULL,
					 item->is_null ? NULL : ftf_str_text(item->value));
	return true;
}

static void
change_parameters(FtfChange *change, Jsonb *changes)
{
	FtfStore   *store = ftf_change_store(change);
	MemoryContext per_key = make_per_key_context();
	FtfEnvIterator item;
	bool		changed = false;

	ftf_env_iterate(changes, &item);
	while (ftf_env_next(&item))
	{
		MemoryContext oldcontext = MemoryContextSwitchTo(per_key);

		changed |= change_key(change, &item);
		MemoryContextSwitchTo(oldcontext);
		MemoryContextReset(per_key);
	}
	MemoryContextDelete(per_key);

	if (changed)
		store->base_env = ftf_env_merge(store->base_env, changes);
	else
		ftf_change_nothing(change);
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

/* Arguments 0 .. are the caller's own; reason and if_revision stand at n. */
static Datum
change_as_asked(FunctionCallInfo fcinfo, const char *function, Jsonb *changes,
				int n)
{
	FtfChange  *change = ftf_change_begin(fcinfo, function,
										  ftf_arg_text(fcinfo, n));

	if (!PG_ARGISNULL(n + 1))
		check_unchanged(change, changes, PG_GETARG_INT64(n + 1));
	refuse_absent(change, changes);
	change_parameters(change, changes);
	PG_RETURN_INT64(ftf_change_finish(change));
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
														 "changes"), apply);
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

static Datum
revert(FunctionCallInfo fcinfo, Jsonb *none)
{
	FtfChange  *change = ftf_change_begin(fcinfo, "ftf_revert()",
										  ftf_arg_text(fcinfo, 1));
	int64		revision = ftf_arg_required_int64(fcinfo, 0, "to_revision");
	text	   *key = ftf_arg_text(fcinfo, 2);

	ftf_check_revision("to_revision", revision,
					   ftf_change_store(change)->revision);
	change_parameters(change, key != NULL ?
					  key_reversal(change, key, revision) :
					  ftf_history_undo(revision,
									   ftf_change_store(change)->revision,
									   GetActiveSnapshot()));
	PG_RETURN_INT64(ftf_change_finish(change));
}

/*
 * ftf_revert(to_revision bigint, reason text, key text) returns bigint
 */
Datum
ftf_revert(PG_FUNCTION_ARGS)
{
	return ftf_call_withheld(fcinfo, NULL, revert);
}
