/*-------------------------------------------------------------------------
 *
 * asked.c
 *	  A set of changes of parameters: checked, confirmed, made.
 *
 * A set is one JSONB object of strings and nulls.  It is checked before the
 * lock, against what the caller sees; confirmed under it, as far as others
 * changed something meanwhile; then made.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "admit.h"
#include "asked.h"
#include "entry.h"
#include "env.h"
#include "errors.h"
#include "history.h"
#include "key.h"
#include "miscadmin.h"
#include "missing.h"
#include "names.h"
#include "rules/judge.h"
#include "rules/secret.h"
#include "store.h"
#include "str.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"
#include "utils/timestamp.h"
#include "value.h"

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

/* Has the key changed after the revision?  That is added to a report, if any. */
static bool
report_conflict(FtfStr key, int64 if_revision, StringInfo report)
{
	FtfEntry	last;

	if (!ftf_history_key_change(ftf_str_text(key), PG_INT64_MAX,
								GetActiveSnapshot(), &last) ||
		last.revision <= if_revision)
		return false;
	if (report == NULL)
		return true;
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

/*
 * if_revision is per key: a change to another key is no conflict.  Under the
 * lock only keys that were changed meanwhile are left to look at.
 */
static void
check_unchanged(FtfChange *change, const FtfAsked *asked, FtfMeanwhile *meanwhile)
{
	int64		if_revision = *asked->if_revision;
	int64		current = ftf_change_store(change)->revision;
	MemoryContext per_key;
	FtfEnvIterator item;
	StringInfoData report;
	StringInfoData names;
	int			conflicts = 0;

	if (if_revision != 0)		/* 0: seen when nothing was ever set */
		ftf_check_revision(if_revision, current);
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
			report_conflict(item.key, if_revision,
							conflicts < FTF_MOST_NAMED ? &report : NULL))
			ftf_name_some(&names, ftf_shown(item.key), conflicts++);
		MemoryContextSwitchTo(oldcontext);
		MemoryContextReset(per_key);
	}
	MemoryContextDelete(per_key);
	ftf_name_rest(&names, conflicts);
	if (conflicts > FTF_MOST_NAMED)
		appendStringInfo(&report, "\nand %d more", conflicts - FTF_MOST_NAMED);
	if (conflicts > 0)
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
		ftf_env_bytes(after) >= ftf_env_bytes(before) &&
		!ftf_env_equal(after, before))
		ftf_refuse(&fault);
}

/* All changes laid over the store's base_env. */
static Jsonb *
lay_over(FtfChange *change, FtfAsked *asked)
{
	Jsonb	   *before = ftf_change_store(change)->base_env;
	Jsonb	   *after = ftf_env_merge(before, asked->changes);

	refuse_too_large(before, after);
	return after;
}

/* From the first key that is not governed on, the confirmation decides. */
static void
check_keys(FtfChange *change, FtfAsked *asked)
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

void
ftf_asked_check(FtfChange *change, FtfAsked *asked)
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
was_checked(const FtfAsked *asked, FtfMeanwhile *meanwhile, FtfStr key, int i)
{
	return i < asked->keys_checked &&
		!(asked->extended && ftf_meanwhile_value(meanwhile, key));
}

/* What was checked stands, unless the ground that it stands on was changed. */
static void
confirm_keys(FtfChange *change, FtfAsked *asked, FtfMeanwhile *meanwhile)
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

void
ftf_asked_confirm(FtfChange *change, FtfAsked *asked, FtfMeanwhile *meanwhile)
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

int64
ftf_asked_make(FtfChange *change, FtfAsked *asked)
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
	return ftf_change_finish(change);
}
