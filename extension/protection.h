/*-------------------------------------------------------------------------
 *
 * protection.h
 *	  What guards the store right now, and what does not.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_PROTECTION_H
#define FTF_PROTECTION_H

#include "postgres.h"

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
	FTF_GUARD_HOOKS				/* DDL on the guarded objects is refused */
} FtfGuard;

typedef struct FtfProtection
{
	FtfGuard	guard;
	const char *object;
	bool		holds;
	const char *detail;
} FtfProtection;

/* Call back for each guard of each object, whether it holds or not. */
typedef void (*FtfProtectionCallback) (void *arg,
									   const FtfProtection *protection);
extern void ftf_protection_each(FtfProtectionCallback callback, void *arg);

#endif							/* FTF_PROTECTION_H */
