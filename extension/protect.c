/*-------------------------------------------------------------------------
 *
 * protect.c
 *	  Telling of each guard whether it holds.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "protect.h"

static void
report_as(FtfReport *report, FtfSeverity severity, FtfGuard guard,
		  const char *object, const char *missing, const char *sound)
{
	FtfProtection protection = {guard, object, FTF_SEVERITY_OK, sound};

	if (missing != NULL)
	{
		protection.severity = severity;
		protection.detail = missing;
	}
	report->callback(report->arg, &protection);
}

void
ftf_report(FtfReport *report, FtfGuard guard, const char *object,
		   const char *fault, const char *sound)
{
	report_as(report, FTF_SEVERITY_FAULT, guard, object, fault, sound);
}

void
ftf_report_note(FtfReport *report, FtfGuard guard, const char *object,
				const char *note, const char *sound)
{
	report_as(report, FTF_SEVERITY_NOTE, guard, object, note, sound);
}
