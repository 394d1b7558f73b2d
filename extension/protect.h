/*-------------------------------------------------------------------------
 *
 * protect.h
 *	  The parts that ftf_protection is made of.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_PROTECT_H
#define FTF_PROTECT_H

#include "protection.h"
#include "utils/rel.h"

typedef struct FtfReport
{
	FtfProtectionCallback callback;
	void	   *arg;
} FtfReport;

/* The object of guards that are of no single table, view or function. */
#define FTF_EXTENSION_OBJECT "extension"

/* The guard holds unless there is a fault; sound is told where it does. */
extern void ftf_report(FtfReport *report, FtfGuard guard, const char *object,
					   const char *fault, const char *sound);

/* Privileges and owner of a table or view, and the schema's owner. */
extern void ftf_protect_privileges(FtfReport *report, Relation rel);
extern void ftf_protect_schema(FtfReport *report);

/* finetune_runs: what it shows, and that it can't be written. */
extern void ftf_protect_view(FtfReport *report);

/* All functions of the extension, and who may execute them. */
extern void ftf_protect_functions(FtfReport *report);

/* That pg_dump takes the tables along as the extension's data. */
extern void ftf_protect_dump(FtfReport *report);

#endif							/* FTF_PROTECT_H */
