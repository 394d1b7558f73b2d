/*-------------------------------------------------------------------------
 *
 * asked.h
 *	  A set of changes of parameters: checked, confirmed, made.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_ASKED_H
#define FTF_ASKED_H

#include "change.h"
#include "meanwhile.h"
#include "utils/jsonb.h"

/* What is asked for, and what was found out before the lock. */
typedef struct FtfAsked
{
	Jsonb	   *changes;
	const int64 *if_revision;	/* NULL: none */
	bool		keys_removed;	/* null removes what must be there */
	int64		seen_revision;
	int			keys_checked;	/* of changes, from the first on */
	bool		extended;		/* by what has to be undone, too */
	Jsonb	   *result;			/* base_env with the changes */
} FtfAsked;

/*
 * Before the lock, on the state that is seen.  A revision that does not exist,
 * or a prefix that is not governed, may be there by the time that we have it:
 * these are left to the confirmation.
 */
extern void ftf_asked_check(FtfChange *change, FtfAsked *asked);

/* Under it; meanwhile is what ftf_change_lock returned. */
extern void ftf_asked_confirm(FtfChange *change, FtfAsked *asked,
							  FtfMeanwhile *meanwhile);

/* Entries for what differs.  Returns the revision. */
extern int64 ftf_asked_make(FtfChange *change, FtfAsked *asked);

#endif							/* FTF_ASKED_H */
