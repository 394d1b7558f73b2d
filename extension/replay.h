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

/* Parameters, definition of a key (NULL: none), prefixes as JSON text. */
extern Jsonb *ftf_replay_env(FtfReplay *replay);
extern text *ftf_replay_definition(FtfReplay *replay, text *key);
extern int	ftf_replay_definitions(FtfReplay *replay);
extern text *ftf_replay_prefixes(FtfReplay *replay);

#endif							/* FTF_REPLAY_H */
