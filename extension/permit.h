/*-------------------------------------------------------------------------
 *
 * permit.h
 *	  The write permit: how the guard triggers know the extension's own writes.
 *
 * A permit is for one row of one table and one kind of write.  The row
 * trigger uses it up; a write that finds it used up, or a permit that no
 * trigger took, is refused.  It lives in backend memory only: no SQL can set
 * it, and an abort of the transaction or subtransaction clears it.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_PERMIT_H
#define FTF_PERMIT_H

#include "commands/trigger.h"

/* Allow one row write; event is TRIGGER_EVENT_INSERT, _UPDATE or _DELETE. */
extern void ftf_permit_write(Oid relid, TriggerEvent event);

/* Use up the permit if it is for this very write; false if not. */
extern bool ftf_permit_take(Oid relid, TriggerEvent event);

/* True while a permit has been given and no trigger has taken it. */
extern bool ftf_permit_untaken(void);

/* Called where a transaction ends or a subtransaction is rolled back. */
extern void ftf_permit_clear(void);

#endif							/* FTF_PERMIT_H */
