/*-------------------------------------------------------------------------
 *
 * verify.c
 *	  Does the store prove itself?  ftf_verify.
 *
 * One pass over the history in the order of its numbers, and beside it over
 * the runs in the order of their revisions.  Memory is that of the
 * parameters, however long the history is.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <ctype.h>

#include "called.h"
#include "catalog.h"
#include "columns.h"
#include "entry.h"
#include "env.h"
#include "findings.h"
#include "funcapi.h"
#include "hash.h"
#include "installation.h"
#include "key.h"
#include "progress.h"
#include "protection.h"
#include "replay.h"
#include "rows.h"
#include "sorted.h"
#include "statement.h"
#include "store.h"
#include "str.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/snapmgr.h"
#include "verify.h"
#include "verify_definitions.h"
#include "verify_runs.h"

PG_FUNCTION_INFO_V1(ftf_verify);

typedef struct Anchor
{
	int64		entry_id;		/* 0: none was given */
	const char *hash;			/* hexadecimal; NULL: none was given */
	bool		met;
} Anchor;

typedef struct Verification
{
	Snapshot	snapshot;
	FtfFindings *findings;
	FtfReplay  *replay;
	FtfProgress progress;		/* all zero: not told */
	Anchor		anchor;
	int64		entries;
	FtfEntry	last;			/* fixed-size fields only; entry_id 0: none */
} Verification;

static void
tampered(Verification *v, const char *part, const char *object,
		 const char *detail)
{
	ftf_finding(v->findings, FTF_TAMPERED, part, object, detail);
}

static void
check_anchor_entry(Verification *v, const FtfEntry *entry)
{
	if (v->anchor.hash == NULL || entry->entry_id != v->anchor.entry_id)
		return;
	v->anchor.met = true;
	if (pg_strcasecmp(ftf_hash_hex(&entry->hash), v->anchor.hash) != 0)
		tampered(v, "anchor", psprintf("entry %lld",
									   (long long) entry->entry_id),
				 "Its hash is not the anchor's: history up to here was rewritten.");
}

static bool
follows(int64 number, int64 before)
{
	return before < PG_INT64_MAX && number == before + 1;
}

static void
check_links(Verification *v, const FtfEntry *entry, const char *name)
{
	FtfHash		hash;
	bool		first = v->entries == 0;
	bool		genesis = strcmp(text_to_cstring(entry->kind), "genesis") == 0;

	if (first && entry->entry_id < 1)
		tampered(v, "number", name, "Numbers begin with 1.");
	else if (entry->entry_id == v->last.entry_id)
		tampered(v, "number", name, "The number is there twice.");
	else if (!follows(entry->entry_id, v->last.entry_id))
		tampered(v, "number", name,
				 psprintf("Entries %lld to %lld before it are missing.",
						  (long long) v->last.entry_id + 1,
						  (long long) entry->entry_id - 1));
	else if (!ftf_hash_equal(&entry->prev_hash, &v->last.hash))
		tampered(v, "link", name,
				 "Its prev_hash is not the hash of the entry before it.");

	ftf_entry_hash(entry, &hash);
	if (!ftf_hash_equal(&hash, &entry->hash))
		tampered(v, "hash", name, "Its hash does not fit its bytes.");
	if (genesis != first)
		tampered(v, "entry", name,
				 "The first entry, and only that, is the genesis.");
	if (!first && memcmp(&entry->chain_id, &v->last.chain_id,
						 sizeof(pg_uuid_t)) != 0)
		tampered(v, "link", name, "It belongs to another history.");
	if (!follows(entry->revision, v->last.revision) &&
		(first || entry->revision != v->last.revision))
		tampered(v, "number", name,
				 psprintf("Its revision %lld does not follow revision %lld.",
						  (long long) entry->revision,
						  (long long) v->last.revision));
}

static void
check_entry(Verification *v, const FtfEntry *entry)
{
	check_links(v, entry, psprintf("entry %lld", (long long) entry->entry_id));
	check_anchor_entry(v, entry);
	ftf_replay_entry(v->replay, entry, v->findings);
	v->last = *entry;
	v->entries++;
}

/* The history's entries, and at each revision's end its runs. */
static void
check_history(Verification *v)
{
	FtfRunsCheck runs;
	FtfSorted	rows;
	MemoryContext per_entry = AllocSetContextCreate(CurrentMemoryContext,
													"ftf_config entry",
													ALLOCSET_DEFAULT_SIZES);

	ftf_runs_check_begin(&runs, v->snapshot, v->findings, &v->progress);
	ftf_sorted_begin(&rows, FTF_HISTORY, Anum_history_entry_id, v->snapshot,
					 &v->progress, &v->progress.entries);
	ftf_progress_verifying(&v->progress);
	while (ftf_sorted_next(&rows))
	{
		MemoryContext oldcontext = MemoryContextSwitchTo(per_entry);
		FtfEntry	entry;

		if (ftf_entry_from_slot(rows.row, &entry))
		{
			if (v->entries > 0 && entry.revision != v->last.revision)
				ftf_runs_check_revision(&runs, v->replay, v->last.revision,
										&v->last.hash);
			check_entry(v, &entry);
		}
		else
			tampered(v, "entry", "an entry",
					 "Its row is none that ftf_config writes.");
		ftf_progress_row(&v->progress, &v->progress.entries);
		MemoryContextSwitchTo(oldcontext);
		MemoryContextReset(per_entry);
	}
	if (v->entries > 0)
		ftf_runs_check_revision(&runs, v->replay, v->last.revision,
								&v->last.hash);
	ftf_runs_check_end(&runs);
	ftf_sorted_end(&rows);
	MemoryContextDelete(per_entry);
	ftf_progress_end(&v->progress);

	if (v->findings->result != NULL)
		ereport(NOTICE,
				(errmsg("verified: %lld %s, %lld %s",
						(long long) v->entries,
						v->entries == 1 ? "entry" : "entries",
						(long long) runs.count,
						runs.count == 1 ? "run" : "runs")));
}

static void
check_store_row(Verification *v, const FtfStore *store)
{
	if (store->revision != v->last.revision ||
		!ftf_hash_equal(&store->head, &v->last.hash))
		tampered(v, "store", "ftf_config",
				 "Its revision and head are not those of the last entry.");
	if (v->entries > 0 && store->updated_at != v->last.changed_at)
		tampered(v, "store", "ftf_config",
				 "Its updated_at is not the time of the last entry.");
	if (!ftf_env_equal(store->base_env, ftf_replay_env(v->replay)))
		tampered(v, "replay", "ftf_config",
				 "Its base_env is not what the history leads to.");
	if (v->entries > 0 &&
		!ftf_text_equal(ftf_prefixes_text(store->prefixes),
						ftf_replay_prefixes(v->replay)))
		tampered(v, "replay", "ftf_config",
				 "Its governed_prefixes are not what the history leads to.");
}

/* The one row of ftf_config must be what the history leads to. */
static void
check_store(Verification *v)
{
	FtfScan    *scan = ftf_scan_begin(FTF_CONFIG, FTF_HEAP, v->snapshot,
									  0, NULL);
	TupleTableSlot *row;
	int64		count = 0;

	while ((row = ftf_scan_next(scan, ForwardScanDirection)) != NULL)
	{
		FtfStore	store;
		const char *fault = ftf_store_from_slot(row, &store);

		count++;
		if (fault != NULL)
			tampered(v, "store", "ftf_config", fault);
		else
			check_store_row(v, &store);
	}
	ftf_scan_end(scan);
	if (count != (v->entries > 0 ? 1 : 0))
		tampered(v, "store", "ftf_config",
				 psprintf("It has %lld rows.", (long long) count));
	if (v->entries == 0 && ftf_installation_changed())
		tampered(v, "store", "ftf_config_history",
				 "This installation has made changes, but there is no history.");
}

static void
check_all(Verification *v)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext,
												  "ftf_config verification",
												  ALLOCSET_DEFAULT_SIZES);
	MemoryContext oldcontext = MemoryContextSwitchTo(context);

	v->replay = ftf_replay_begin();
	check_history(v);
	check_store(v);
	ftf_definitions_check(v->snapshot, v->replay, v->findings);
	if (v->anchor.entry_id > v->last.entry_id)
		ftf_finding(v->findings, FTF_ROLLED_BACK, "anchor",
					psprintf("entry %lld", (long long) v->anchor.entry_id),
					psprintf("The history ends at entry %lld, before the anchor.",
							 (long long) v->last.entry_id));
	else if (v->anchor.entry_id > 0 && !v->anchor.met)
		tampered(v, "anchor",
				 psprintf("entry %lld", (long long) v->anchor.entry_id),
				 "The anchor's entry is missing.");
	MemoryContextSwitchTo(oldcontext);
	MemoryContextDelete(context);
}

void
ftf_verify_or_refuse(Snapshot snapshot)
{
	FtfFindings findings = {0};
	Verification v = {0};

	v.snapshot = snapshot;
	v.findings = &findings;
	check_all(&v);
}

/* NUMBER:HASH, as ftf_head gives it. */
static void
parse_anchor(const char *text, Anchor *anchor)
{
	char	   *colon;
	int			digits = 0;

	errno = 0;
	anchor->entry_id = strtoll(text, &colon, 10);
	if (errno == 0 && anchor->entry_id > 0 && isdigit((unsigned char) *text) &&
		*colon == ':')
	{
		anchor->hash = colon + 1;
		while (isxdigit((unsigned char) anchor->hash[digits]))
			digits++;
		if (digits == 2 * FTF_HASH_BYTES && anchor->hash[digits] == '\0')
			return;
	}
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("the anchor is not a head"),
			 errhint("Give what ftf_head() returned: an entry's number, a colon and 64 hexadecimal digits.")));
}

/* What is the server's says nothing about this store. */
static void
report_unprotected(void *arg, const FtfProtection *protection)
{
	if (protection->severity == FTF_SEVERITY_FAULT &&
		protection->guard != FTF_GUARD_SERVER)
		ftf_finding(arg, FTF_UNPROTECTED, "guard", protection->object,
					protection->detail);
}

/*
 * ftf_verify(anchor text) returns table (finding, part, object, detail)
 *
 * No row: everything verifies.
 */
Datum
ftf_verify(PG_FUNCTION_ARGS)
{
	FtfFindings findings = {0};
	Verification v = {0};

	ftf_remember_called(fcinfo);
	if (!PG_ARGISNULL(0))
		parse_anchor(text_to_cstring(PG_GETARG_TEXT_PP(0)), &v.anchor);
	InitMaterializedSRF(fcinfo, 0);
	findings.result = (ReturnSetInfo *) fcinfo->resultinfo;
	v.snapshot = ftf_caller_snapshot();
	v.findings = &findings;
	ftf_progress_begin(&v.progress);
	check_all(&v);
	ftf_protection_each(report_unprotected, &findings);
	PG_RETURN_NULL();
}
