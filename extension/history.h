/*-------------------------------------------------------------------------
 *
 * history.h
 *	  Looking things up in the history; each costs what it returns.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_HISTORY_H
#define FTF_HISTORY_H

#include "entry.h"
#include "rules/judge.h"
#include "utils/hsearch.h"
#include "utils/jsonb.h"
#include "utils/snapshot.h"

/* The change of one key over a span of revisions, first state to last. */
typedef struct FtfKeySpan
{
	char		key[FTF_KEY_MAX_BYTES + 1]; /* hash key */
	text	   *before;			/* NULL: the key was not there */
	text	   *after;
	int64		revision;		/* of the last change, and who, why, when */
	text	   *person;
	text	   *reason;
	TimestampTz changed_at;
} FtfKeySpan;

extern bool ftf_history_last(Snapshot snapshot, FtfEntry *entry);
extern bool ftf_history_entry(int64 entry_id, Snapshot snapshot,
							  FtfEntry *entry);

/* The last set or unset of the key, no later than the revision. */
extern bool ftf_history_key_change(text *key, int64 revision,
								   Snapshot snapshot, FtfEntry *entry);

/* Revision that was current at a time; false if the time is before all. */
extern bool ftf_history_revision_at(TimestampTz when, Snapshot snapshot,
									int64 *revision);

/*
 * The FtfKeySpan of each key that was set or unset in revisions after_revision
 * < r <= to_revision, in the current context.
 */
extern HTAB *ftf_history_spans(int64 after_revision, int64 to_revision,
							   Snapshot snapshot);

/* The changes that undo revisions after_revision < r <= to_revision. */
extern Jsonb *ftf_history_undo(int64 after_revision, int64 to_revision,
							   Snapshot snapshot);

/* base_env at a revision, which must exist in the snapshot. */
extern Jsonb *ftf_history_env_at(int64 revision, Snapshot snapshot);

/* Raises 22023 unless 1 <= revision <= current; name is the argument's. */
extern void ftf_check_revision(int64 revision, int64 current);

#endif							/* FTF_HISTORY_H */
