/*-------------------------------------------------------------------------
 *
 * replay.h
 *	  The state that a history leads to, entry by entry.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_REPLAY_H
#define FTF_REPLAY_H

#include "entry.h"
#include "findings.h"
#include "utils/jsonb.h"

typedef struct FtfReplay FtfReplay;

/* In the current context; memory is that of the state, not of the history. */
extern FtfReplay *ftf_replay_begin(void);

/*
 * Apply an entry.  Reports an old_value that is not the state before, and
 * entries that no function makes.
 */
extern void ftf_replay_entry(FtfReplay *replay, const FtfEntry *entry,
							 FtfFindings *findings);

/* Parameters, and prefixes as JSON text. */
extern Jsonb *ftf_replay_env(FtfReplay *replay);
extern text *ftf_replay_prefixes(FtfReplay *replay);

/*
 * The definition of a key as JSON text, NULL for none.  It counts as met from
 * then on; again tells whether it did before.
 */
extern text *ftf_replay_meet_definition(FtfReplay *replay, text *key,
										bool *again);

/* The keys, as text and in order, whose definitions were not met. */
extern List *ftf_replay_unmet_definitions(FtfReplay *replay);

#endif							/* FTF_REPLAY_H */
