/*-------------------------------------------------------------------------
 *
 * protect.c
 *	  Telling of each guard whether it holds.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "protect.h"

void
ftf_report(FtfReport *report, FtfGuard guard, const char *object,
		   const char *fault, const char *sound)
{
	FtfProtection protection = {guard, object, fault == NULL,
	fault == NULL ? sound : fault};

	report->callback(report->arg, &protection);
}
