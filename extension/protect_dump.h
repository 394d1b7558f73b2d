/*-------------------------------------------------------------------------
 *
 * protect_dump.h
 *	  Whether pg_dump takes the data along.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_PROTECT_DUMP_H
#define FTF_PROTECT_DUMP_H

#include "protect.h"

extern void ftf_protect_dump(FtfReport *report);

#endif							/* FTF_PROTECT_DUMP_H */
