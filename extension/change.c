/*-------------------------------------------------------------------------
 *
 * change.c
 *	  Making a revision: look, lock, append entries, write the store, announce.
 *
 * What takes time is checked before the lock.  The row lock on ftf_config comes
 * before the head is read, so that the chain can't fork.  Everything after it
 * can throw: the transaction's abort takes all of it back.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "admit.h"
#include "called.h"
#include "catalog.h"
#include "change.h"
#include "columns.h"
#include "commands/async.h"
#include "commands/trigger.h"
#include "durable.h"
#include "entry.h"
#include "errors.h"
#include "executor/executor.h"
#include "hash.h"
#include "history.h"
#include "installation.h"
#include "miscadmin.h"
#include "operator.h"
#include "rows.h"
#include "rules/judge.h"
#include "rules/secret.h"
#include "statement.h"
#include "str.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/json.h"
#include "utils/snapmgr.h"
#include "utils/timestamp.h"
#include "verify.h"

#define CHANNEL "ftf_config"
/* The longest payload that NOTIFY takes, less room for what ends ours. */
#define PAYLOAD_ROOM 7900

struct FtfChange
{
	MemoryContext context;		/* what lasts as long as the change */
	FtfStore   *store;			/* the locked state, then the new one */
	bool		has_row;
	ItemPointerData tid;		/* of the locked row, if there is one */
	text	   *person;
	text	   *reason;

	/* from the first entry on */
	FtfWriter  *history;
	int64		revision;		/* being made */
	FtfEntry	entry;			/* the last one; its hash is the next link */
	StringInfoData payload;
	int			keys_announced;
	int			keys_omitted;
};

/*
 * Foreign keys that refer to our tables queue their checks, which outside a
 * query that itself writes would have no place to go to: they are run when
 * the change is complete.
 */
static void
run_queued_triggers(void)
{
	EState	   *estate = CreateExecutorState();

	AfterTriggerEndQuery(estate);
	ExecCloseResultRelations(estate);
	ExecResetTupleTable(estate->es_tupleTable, false);
	FreeExecutorState(estate);
}

FtfChange *
ftf_change_begin(FunctionCallInfo fcinfo, const char *function, text *reason)
{
	FtfChange  *change = palloc0(sizeof(FtfChange));

	ftf_remember_called(fcinfo);
	ftf_check_may_write(function);
	ftf_admit_reason(reason);
	change->context = CurrentMemoryContext;
	change->person = ftf_operator();
	change->reason = reason;
	change->has_row = ftf_store_look(&change->store, &change->tid);
	return change;
}

FtfMeanwhile *
ftf_change_lock(FtfChange *change)
{
	FtfStore   *seen = change->store;

	change->has_row = ftf_store_lock(&change->store, &change->tid);
	ftf_durable_note(FTF_DONE_LOCK);
	PopActiveSnapshot();
	ftf_push_fresh_snapshot();
	AfterTriggerBeginQuery();
	return change->store == seen ? NULL :
		ftf_meanwhile(seen->revision, GetActiveSnapshot());
}

FtfStore *
ftf_change_store(FtfChange *change)
{
	return change->store;
}

static inet *
client_address(void)
{
	LOCAL_FCINFO(fcinfo, 0);
	Datum		address;

	if (MyProcPort == NULL)
		return NULL;
	InitFunctionCallInfoData(*fcinfo, NULL, 0, InvalidOid, NULL, NULL);
	address = inet_client_addr(fcinfo);
	return fcinfo->isnull ? NULL : DatumGetInetP(address);
}

/* The client says what it likes; a secret must not get in this way either. */
static text *
client_application(void)
{
	const char *name = application_name != NULL ? application_name : "";

	return cstring_to_text(ftf_secret_value(ftf_str_c(name)) == NULL ? name :
						   "(withheld: looks like a credential)");
}

static void
begin_payload(FtfChange *change)
{
	initStringInfo(&change->payload);
	appendStringInfo(&change->payload, "{\"revision\": %lld, \"operator\": ",
					 (long long) change->revision);
	escape_json(&change->payload, text_to_cstring(change->person));
	appendStringInfoString(&change->payload, ", \"keys\": [");
	change->keys_announced = change->keys_omitted = 0;
}

static void
announce_key(FtfChange *change, text *key)
{
	FtfStr		name = ftf_str(key);

	/* an admitted key needs no escape */
	if (change->payload.len + name.len + 4 > PAYLOAD_ROOM)
		change->keys_omitted++;
	else
		appendStringInfo(&change->payload, "%s\"%.*s\"",
						 change->keys_announced++ > 0 ? ", " : "",
						 name.len, name.data);
}

static void
announce(FtfChange *change)
{
	appendStringInfoChar(&change->payload, ']');
	if (change->keys_omitted > 0)
		appendStringInfo(&change->payload, ", \"keys_omitted\": %d",
						 change->keys_omitted);
	appendStringInfoChar(&change->payload, '}');
	Async_Notify(CHANNEL, change->payload.data);
}

/* Append one entry to the chain. */
static void
append_entry(FtfChange *change, const char *kind, text *key, text *old_value,
			 text *new_value)
{
	FtfEntry   *entry = &change->entry;
	Datum		values[Natts_history];
	bool		nulls[Natts_history];

	entry->entry_id = ftf_entry_next("entry", entry->entry_id);
	entry->revision = change->revision;
	entry->kind = cstring_to_text(kind);
	entry->key = key;
	entry->old_value = old_value;
	entry->new_value = new_value;
	entry->prev_hash = entry->hash;
	ftf_entry_hash(entry, &entry->hash);
	ftf_entry_to_values(entry, values, nulls);
	ftf_writer_insert(change->history, values, nulls, Natts_history);
	if (key != NULL)
		announce_key(change, key);
}

/* Give a chain that begins an id of its own. */
static void
begin_chain(FtfChange *change, bool change_was_noted)
{
	FtfEntry	any;

	if (change_was_noted)
		ereport(ERROR,
				(errcode(ERRCODE_FTF_LEDGER),
				 errmsg("this installation has made changes, but there is no history"),
				 errhint("Restore a dump that verifies into a new installation.")));
	if (ftf_history_last(GetActiveSnapshot(), &any) ||
		ftf_table_has_rows(FTF_PARAMETER, GetActiveSnapshot()) ||
		ftf_table_has_rows(FTF_RUN, GetActiveSnapshot()) ||
		ftf_table_has_rows(FTF_RUN_ENV, GetActiveSnapshot()))
		ereport(ERROR,
				(errcode(ERRCODE_FTF_LEDGER),
				 errmsg("a part of a dump was restored, but no row in \"ftf_config\""),
				 errhint("Restore the whole dump into a new installation.")));
	change->entry.chain_id = *DatumGetUUIDP(DirectFunctionCall1(gen_random_uuid,
																(Datum) 0));
	append_entry(change, "genesis", NULL, NULL,
				 cstring_to_text("[\"" FTF_DEFAULT_PREFIX "\"]"));
}

/* Link up with the last entry, which must be the one the store names. */
static void
continue_chain(FtfChange *change)
{
	FtfEntry	last;

	if (!ftf_history_last(GetActiveSnapshot(), &last) ||
		!ftf_hash_equal(&last.hash, &change->store->head) ||
		last.revision != change->store->revision)
		ereport(ERROR,
				(errcode(ERRCODE_FTF_LEDGER),
				 errmsg("the history does not end where \"ftf_config\" says"),
				 errhint("SELECT * FROM ftf_verify() tells what was tampered with.")));
	change->entry.entry_id = last.entry_id;
	change->entry.hash = last.hash;
	change->entry.chain_id = last.chain_id;
}

static void
end_revision(FtfChange *change)
{
	change->store->revision = change->revision;
	change->store->head = change->entry.hash;
	change->store->updated_at = change->entry.changed_at;
	announce(change);
}

/*
 * What came from a dump is verified as a whole before anything is added to
 * it, and the history tells so in a revision of its own.
 */
static void
adopt_restored(FtfChange *change)
{
	char	   *head = psprintf("%lld:%s", (long long) change->entry.entry_id,
								ftf_hash_hex(&change->entry.hash));
	text	   *reason = change->entry.reason;

	ftf_verify_or_refuse(GetActiveSnapshot());
	change->entry.reason = cstring_to_text("restored from a dump, verified before the first change");
	append_entry(change, "restored", NULL, NULL, cstring_to_text(head));
	end_revision(change);

	change->entry.reason = reason;
	change->revision = ftf_entry_next("revision", change->revision);
	begin_payload(change);
}

/* Get ready for the change's first entry. */
static void
begin_revision(FtfChange *change)
{
	bool		first_here = !ftf_installation_changed();

	if (first_here)
	{
		/*
		 * What was restored until now is all that can be, from here on.  It
		 * is looked at as it is now, whatever this transaction's snapshot.
		 */
		ftf_installation_lock(ExclusiveLock);
		PopActiveSnapshot();
		CommandCounterIncrement();
		PushActiveSnapshot(GetLatestSnapshot());
		ftf_installation_note_change();
	}
	change->history = ftf_writer_begin(FTF_HISTORY);
	change->revision = ftf_entry_next("revision", change->store->revision);
	change->entry.person = change->person;
	change->entry.reason = change->reason;
	change->entry.changed_at = GetCurrentTimestamp();
	change->entry.session_role = ftf_session_role();
	change->entry.effective_role = ftf_effective_role();
	change->entry.application_name = client_application();
	change->entry.client_addr = client_address();
	change->entry.xid = U64FromFullTransactionId(GetTopFullTransactionId());
	begin_payload(change);

	if (!change->has_row)
		begin_chain(change, !first_here);
	else
		continue_chain(change);
	if (change->has_row && first_here)
		adopt_restored(change);
}

void
ftf_change_entry(FtfChange *change, const char *kind, text *key,
				 text *old_value, text *new_value)
{
	if (change->history == NULL)
	{
		MemoryContext oldcontext = MemoryContextSwitchTo(change->context);

		begin_revision(change);
		MemoryContextSwitchTo(oldcontext);
	}
	append_entry(change, kind, key, old_value, new_value);
}

void
ftf_change_nothing(FtfChange *change)
{
	ereport(NOTICE,
			(errmsg("nothing changed"),
			 errdetail("This is what it is already, as of revision %lld.",
					   (long long) change->store->revision)));
}

int64
ftf_change_finish(FtfChange *change)
{
	int64		revision;

	if (change->history != NULL)
	{
		end_revision(change);
		ftf_writer_end(change->history);
		ftf_store_write(change->store,
						change->has_row ? &change->tid : NULL);
		ftf_durable_note(FTF_DONE_CHANGE);
	}
	run_queued_triggers();
	PopActiveSnapshot();
	revision = change->store->revision;
	pfree(change);
	return revision;
}
