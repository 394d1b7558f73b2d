/*-------------------------------------------------------------------------
 *
 * meanwhile.c
 *	  What others changed between a call's checks and its lock.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "columns.h"
#include "meanwhile.h"
#include "rows.h"
#include "rules/judge.h"
#include "str.h"
#include "utils/builtins.h"
#include "utils/hsearch.h"
#include "utils/memutils.h"

/* What is looked at again under the lock. */
#define MAX_ENTRIES 20000
#define MAX_BYTES 65536

struct FtfMeanwhile
{
	HTAB	   *keys;
	bool		prefixes;
	int64		bytes_left;
};

typedef struct ChangedKey
{
	char		key[FTF_KEY_MAX_BYTES + 1]; /* hash key */
	bool		value;
	bool		definition;
} ChangedKey;

static HTAB *
make_keys(void)
{
	HASHCTL		ctl = {0};

	ctl.keysize = FTF_KEY_MAX_BYTES + 1;
	ctl.entrysize = sizeof(ChangedKey);
	ctl.hcxt = CurrentMemoryContext;
	return hash_create("ftf_config changed meanwhile", 64, &ctl,
					   HASH_ELEM | HASH_STRINGS | HASH_CONTEXT);
}

static ChangedKey *
find_key(HTAB *keys, FtfStr key, HASHACTION action)
{
	char		name[FTF_KEY_MAX_BYTES + 1] = {0};
	ChangedKey *changed;
	bool		found;

	if (key.len > FTF_KEY_MAX_BYTES)
		return NULL;
	memcpy(name, key.data, key.len);
	changed = hash_search(keys, name, action, &found);
	if (changed != NULL && !found)
		changed->value = changed->definition = false;
	return changed;
}

static bool
is_kind(FtfStr kind, const char *name)
{
	return ftf_str_equal(kind, ftf_str_c(name));
}

/* Only the columns that are asked for are read: values may be long. */
static void
note_entry(FtfMeanwhile *meanwhile, TupleTableSlot *row)
{
	bool		no_kind;
	bool		no_key;
	Datum		kind = slot_getattr(row, Anum_history_kind, &no_kind);
	Datum		key = slot_getattr(row, Anum_history_key, &no_key);
	FtfStr		name;
	ChangedKey *changed;

	if (no_kind)
		return;
	name = ftf_str(DatumGetTextPP(kind));
	meanwhile->prefixes |= is_kind(name, "govern");
	if (no_key)
		return;
	changed = find_key(meanwhile->keys, ftf_str(DatumGetTextPP(key)), HASH_ENTER);
	if (changed == NULL)
		return;
	if (is_kind(name, "define") || is_kind(name, "undefine"))
		changed->definition = true;
	else
		changed->value = true;
}

FtfMeanwhile *
ftf_meanwhile(int64 after_revision, Snapshot snapshot)
{
	FtfMeanwhile *meanwhile = palloc0(sizeof(FtfMeanwhile));
	ScanKeyData after;
	FtfScan    *scan;
	TupleTableSlot *row;
	int			entries = 0;

	meanwhile->keys = make_keys();
	meanwhile->bytes_left = MAX_BYTES;
	ftf_key_int64(&after, 1, BTGreaterStrategyNumber, after_revision);
	scan = ftf_scan_begin(FTF_HISTORY, FTF_HISTORY_REVISION, snapshot, 1, &after);
	while ((row = ftf_scan_next(scan, ForwardScanDirection)) != NULL)
	{
		if (++entries > MAX_ENTRIES)
			ftf_meanwhile_too_much();
		note_entry(meanwhile, row);
	}
	ftf_scan_end(scan);
	return meanwhile;
}

bool
ftf_meanwhile_value(FtfMeanwhile *meanwhile, FtfStr key)
{
	ChangedKey *changed = find_key(meanwhile->keys, key, HASH_FIND);

	return changed != NULL && changed->value;
}

bool
ftf_meanwhile_definition(FtfMeanwhile *meanwhile, FtfStr key)
{
	ChangedKey *changed = find_key(meanwhile->keys, key, HASH_FIND);

	return changed != NULL && changed->definition;
}

bool
ftf_meanwhile_prefixes(FtfMeanwhile *meanwhile)
{
	return meanwhile->prefixes;
}

List *
ftf_meanwhile_keys(FtfMeanwhile *meanwhile)
{
	List	   *keys = NIL;
	HASH_SEQ_STATUS status;
	ChangedKey *changed;

	hash_seq_init(&status, meanwhile->keys);
	while ((changed = hash_seq_search(&status)) != NULL)
		keys = lappend(keys, changed->key);
	return keys;
}

void
ftf_meanwhile_spend(FtfMeanwhile *meanwhile, int64 bytes)
{
	meanwhile->bytes_left -= bytes;
	if (meanwhile->bytes_left < 0)
		ftf_meanwhile_too_much();
}

void
ftf_meanwhile_too_much(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_T_R_SERIALIZATION_FAILURE),
			 errmsg("could not serialize access due to concurrent update"),
			 errdetail("Others changed so much while this change was checked that it would have to be checked again."),
			 errhint("Run the transaction again.")));
}
