/*-------------------------------------------------------------------------
 *
 * protect.h
 *	  Telling of each guard whether it holds.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_PROTECT_H
#define FTF_PROTECT_H

typedef enum FtfGuard
{
	FTF_GUARD_PRIVILEGE,		/* nobody but the owner may write */
	FTF_GUARD_TRIGGER,			/* our triggers see every write */
	FTF_GUARD_FOREIGN,			/* nothing of others hooks into the table */
	FTF_GUARD_DURABILITY,		/* tables survive a crash */
	FTF_GUARD_COLUMNS,			/* tables have their own columns */
	FTF_GUARD_INDEX,			/* look-ups find what is there */
	FTF_GUARD_VIEW,				/* the view shows what is stored */
	FTF_GUARD_RULES,			/* and can't be written */
	FTF_GUARD_FUNCTION,			/* functions do what ftf_config made them for */
	FTF_GUARD_DUMP,				/* a dump holds the data */
	FTF_GUARD_NOTES,			/* the installation knows that it has written */
	FTF_GUARD_RESTORE,			/* no row comes from outside */
	FTF_GUARD_SERVER,			/* what is committed survives a crash */
	FTF_GUARD_HOOKS,			/* DDL on the guarded objects is refused */
	FTF_GUARD_VERSION			/* objects are those of this library */
} FtfGuard;

typedef enum FtfSeverity
{
	FTF_SEVERITY_OK,
	FTF_SEVERITY_NOTE,			/* is to be known, and nobody's fault */
	FTF_SEVERITY_FAULT
} FtfSeverity;

typedef struct FtfProtection
{
	FtfGuard	guard;
	const char *object;
	FtfSeverity severity;
	const char *detail;
} FtfProtection;

typedef void (*FtfProtectionCallback) (void *arg,
									   const FtfProtection *protection);

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

/* The same where it is nobody's fault that the guard does not hold. */
extern void ftf_report_note(FtfReport *report, FtfGuard guard,
							const char *object, const char *note,
							const char *sound);

#endif							/* FTF_PROTECT_H */
