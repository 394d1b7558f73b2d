/*-------------------------------------------------------------------------
 *
 * verify.h
 *	  Does the store prove itself?
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_VERIFY_H
#define FTF_VERIFY_H

#include "utils/snapshot.h"

/* Raise UF008 unless the whole store verifies in the snapshot. */
extern void ftf_verify_or_refuse(Snapshot snapshot);

#endif							/* FTF_VERIFY_H */
