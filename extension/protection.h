/*-------------------------------------------------------------------------
 *
 * protection.h
 *	  What guards the store right now, and what does not.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_PROTECTION_H
#define FTF_PROTECTION_H

#include "protect.h"

/* Call back for each guard of each object, whether it holds or not. */
extern void ftf_protection_each(FtfProtectionCallback callback, void *arg);

#endif							/* FTF_PROTECTION_H */
