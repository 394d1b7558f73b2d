/*-------------------------------------------------------------------------
 *
 * meanwhile.h
 *	  What others changed between a call's checks and its lock.
 *
 * Checks take time and are made before the lock.  Under it only what was
 * changed meanwhile is checked again, within a budget: beyond it the call is
 * refused with 40001, so that nobody holds the lock by computing.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_MEANWHILE_H
#define FTF_MEANWHILE_H

#include "nodes/pg_list.h"
#include "rules/bytes.h"
#include "utils/snapshot.h"

typedef struct FtfMeanwhile FtfMeanwhile;

/* What revisions after that one changed. */
extern FtfMeanwhile *ftf_meanwhile(int64 after_revision, Snapshot snapshot);

/* Has the key's value been changed, its definition, the governed prefixes? */
extern bool ftf_meanwhile_value(FtfMeanwhile *meanwhile, FtfStr key);
extern bool ftf_meanwhile_definition(FtfMeanwhile *meanwhile, FtfStr key);
extern bool ftf_meanwhile_prefixes(FtfMeanwhile *meanwhile);

/* All keys whose value or definition was changed: char *. */
extern List *ftf_meanwhile_keys(FtfMeanwhile *meanwhile);

/* Bytes that are looked at under the lock. */
extern void ftf_meanwhile_spend(FtfMeanwhile *meanwhile, int64 bytes);

/* 40001: what was checked before the lock would have to be checked again. */
extern void ftf_meanwhile_too_much(void);

#endif							/* FTF_MEANWHILE_H */
