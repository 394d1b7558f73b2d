/*-------------------------------------------------------------------------
 *
 * installation.h
 *	  What this installation has written itself, as against what was restored.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_INSTALLATION_H
#define FTF_INSTALLATION_H

#include "storage/lock.h"

/*
 * Until the transaction ends: ShareLock for those who restore rows,
 * ExclusiveLock for the first change, which waits for them.
 */
extern void ftf_installation_lock(LOCKMODE mode);

/* True if anything of its own is committed by now; no row comes in then. */
extern bool ftf_installation_has_written(void);

/* True if it has made a change, in the active snapshot. */
extern bool ftf_installation_changed(void);

/*
 * True if the history that is there by now bears the marks of having been
 * written here and not restored, whatever the notes say.  Reads all of it.
 */
extern bool ftf_installation_wrote_history(void);

extern void ftf_installation_note_change(void);
extern void ftf_installation_note_run(void);

#endif							/* FTF_INSTALLATION_H */
