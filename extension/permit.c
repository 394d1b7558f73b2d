/*-------------------------------------------------------------------------
 *
 * permit.c
 *	  The write permit: how the guard triggers know the extension's own writes.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "permit.h"

static struct
{
	Oid			relid;			/* InvalidOid: no permit */
	TriggerEvent event;
}			permit;

void
ftf_permit_write(Oid relid, TriggerEvent event)
{
	permit.relid = relid;
	permit.event = event;
}

bool
ftf_permit_untaken(void)
{
	return OidIsValid(permit.relid);
}

void
ftf_permit_clear(void)
{
	permit.relid = InvalidOid;
}

bool
ftf_permit_take(Oid relid, TriggerEvent event)
{
	if (permit.relid != relid || permit.event != event)
		return false;
	ftf_permit_clear();
	return true;
}
