/*-------------------------------------------------------------------------
 *
 * history.c
 *	  Looking things up in the history; each costs what it returns.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "columns.h"
#include "env.h"
#include "errors.h"
#include "history.h"
#include "rows.h"
#include "store.h"
#include "str.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

static void
read_entry(TupleTableSlot *row, FtfEntry *entry)
{
	if (!ftf_entry_from_slot(row, entry))
		ereport(ERROR,
				(errcode(ERRCODE_FTF_LEDGER),
				 errmsg("the history holds a row that ftf_config did not write"),
				 errhint("SELECT * FROM ftf_verify() tells what was tampered with.")));
}

/* The first row of the scan, if it has one; ends the scan. */
static bool
single_entry(FtfScan *scan, ScanDirection direction, FtfEntry *entry)
{
	TupleTableSlot *row = ftf_scan_next(scan, direction);

	if (row != NULL)
		read_entry(row, entry);
	ftf_scan_end(scan);
	return row != NULL;
}

bool
ftf_history_last(Snapshot snapshot, FtfEntry *entry)
{
	return single_entry(ftf_scan_begin(FTF_HISTORY, FTF_HISTORY_ENTRY,
									   snapshot, 0, NULL),
						BackwardScanDirection, entry);
}

bool
ftf_history_entry(int64 entry_id, Snapshot snapshot, FtfEntry *entry)
{
	ScanKeyData key;

	ftf_key_int64(&key, 1, BTEqualStrategyNumber, entry_id);
	return single_entry(ftf_scan_begin(FTF_HISTORY, FTF_HISTORY_ENTRY,
									   snapshot, 1, &key),
						ForwardScanDirection, entry);
}

static bool
text_is(text *value, const char *word)
{
	return ftf_str_equal(ftf_str(value), ftf_str_c(word));
}

static bool
changes_value(const FtfEntry *entry)
{
	return entry->key != NULL &&
		(text_is(entry->kind, "set") || text_is(entry->kind, "unset"));
}

/* Definitions of a key may be many and long: they are passed unread. */
static bool
row_is_definition(TupleTableSlot *row)
{
	bool		isnull;
	Datum		kind = slot_getattr(row, Anum_history_kind, &isnull);

	return !isnull && (text_is(DatumGetTextPP(kind), "define") ||
					   text_is(DatumGetTextPP(kind), "undefine"));
}

bool
ftf_history_key_change(text *key, int64 revision, Snapshot snapshot,
					   FtfEntry *entry)
{
	ScanKeyData keys[2];
	FtfScan    *scan;
	TupleTableSlot *row;
	bool		found = false;

	ftf_key_text(&keys[0], 1, key);
	ftf_key_int64(&keys[1], 2, BTLessEqualStrategyNumber, revision);
	scan = ftf_scan_begin(FTF_HISTORY, FTF_HISTORY_KEY, snapshot, 2, keys);
	while (!found &&
		   (row = ftf_scan_next(scan, BackwardScanDirection)) != NULL)
	{
		if (row_is_definition(row))
			continue;
		read_entry(row, entry);
		found = changes_value(entry);
	}
	ftf_scan_end(scan);
	return found;
}

/*
 * From the end, since the server's clock may have been set back: the last
 * revision whose time has come.  What follows it has to be undone anyway.
 */
bool
ftf_history_revision_at(TimestampTz when, Snapshot snapshot, int64 *revision)
{
	FtfScan    *scan = ftf_scan_begin(FTF_HISTORY, FTF_HISTORY_ENTRY, snapshot,
									  0, NULL);
	TupleTableSlot *row;
	bool		found = false;

	while (!found &&
		   (row = ftf_scan_next(scan, BackwardScanDirection)) != NULL)
	{
		bool		isnull;
		Datum		changed_at = slot_getattr(row, Anum_history_changed_at,
											  &isnull);

		found = !isnull && DatumGetTimestampTz(changed_at) <= when;
		if (found)
			*revision = DatumGetInt64(slot_getattr(row, Anum_history_revision,
												   &isnull));
	}
	ftf_scan_end(scan);
	return found;
}

static void
keep_text(text **held, text *value)
{
	if (*held != NULL)
		pfree(*held);
	*held = ftf_text_copy(value);
}

/* The span keeps copies, since the entry does not last. */
static void
extend_span(HTAB *spans, const FtfEntry *entry)
{
	FtfStr		name = ftf_str(entry->key);
	char		key[FTF_KEY_MAX_BYTES + 1] = {0};
	FtfKeySpan *span;
	bool		found;

	if (name.len > FTF_KEY_MAX_BYTES)
		ereport(ERROR,
				(errcode(ERRCODE_FTF_LEDGER),
				 errmsg("entry %lld of the history has an impossible key",
						(long long) entry->entry_id)));
	memcpy(key, name.data, name.len);
	span = hash_search(spans, key, HASH_ENTER, &found);
	if (!found)
	{
		span->before = ftf_text_copy(entry->old_value);
		span->after = span->person = span->reason = NULL;
	}
	keep_text(&span->after, entry->new_value);
	keep_text(&span->person, entry->person);
	keep_text(&span->reason, entry->reason);
	span->revision = entry->revision;
	span->changed_at = entry->changed_at;
}

static HTAB *
make_spans(void)
{
	HASHCTL		ctl = {0};

	ctl.keysize = FTF_KEY_MAX_BYTES + 1;
	ctl.entrysize = sizeof(FtfKeySpan);
	ctl.hcxt = CurrentMemoryContext;
	return hash_create("ftf_config key spans", 64, &ctl,
					   HASH_ELEM | HASH_STRINGS | HASH_CONTEXT);
}

HTAB *
ftf_history_spans(int64 after_revision, int64 to_revision, Snapshot snapshot)
{
	HTAB	   *spans = make_spans();
	MemoryContext per_entry = AllocSetContextCreate(CurrentMemoryContext,
													"ftf_config entry",
													ALLOCSET_DEFAULT_SIZES);
	ScanKeyData keys[2];
	FtfScan    *scan;
	TupleTableSlot *row;

	ftf_key_int64(&keys[0], 1, BTGreaterStrategyNumber, after_revision);
	ftf_key_int64(&keys[1], 1, BTLessEqualStrategyNumber, to_revision);
	scan = ftf_scan_begin(FTF_HISTORY, FTF_HISTORY_REVISION, snapshot,
						  2, keys);
	while ((row = ftf_scan_next(scan, ForwardScanDirection)) != NULL)
	{
		MemoryContext oldcontext = MemoryContextSwitchTo(per_entry);
		FtfEntry	entry;

		read_entry(row, &entry);
		MemoryContextSwitchTo(oldcontext);
		if (changes_value(&entry))
			extend_span(spans, &entry);
		MemoryContextReset(per_entry);
	}
	ftf_scan_end(scan);
	MemoryContextDelete(per_entry);
	return spans;
}

Jsonb *
ftf_history_undo(int64 after_revision, int64 to_revision, Snapshot snapshot)
{
	HTAB	   *spans = ftf_history_spans(after_revision, to_revision, snapshot);
	HASH_SEQ_STATUS status;
	FtfKeySpan *span;
	FtfEnvBuilder changes;

	ftf_env_build(&changes);
	hash_seq_init(&status, spans);
	while ((span = hash_seq_search(&status)) != NULL)
	{
		if (span->before == NULL)
			ftf_env_add_null(&changes, ftf_str_c(span->key));
		else
			ftf_env_add(&changes, ftf_str_c(span->key), ftf_str(span->before));
	}
	return ftf_env_built(&changes);
}

Jsonb *
ftf_history_env_at(int64 revision, Snapshot snapshot)
{
	FtfStore   *now = ftf_store_copy(ftf_store_read(snapshot));

	ftf_check_revision(revision, now->revision);
	if (revision == now->revision)
		return now->base_env;
	return ftf_env_merge(now->base_env,
						 ftf_history_undo(revision, now->revision, snapshot));
}

void
ftf_check_revision(int64 revision, int64 current)
{
	if (revision >= 1 && revision <= current)
		return;
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("revision %lld does not exist", (long long) revision),
			 current == 0 ?
			 errdetail("Nothing was ever changed.") :
			 errdetail("Revisions go from 1 to %lld, which is the newest.", (long long) current)));
}
