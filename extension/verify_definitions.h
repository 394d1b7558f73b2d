/*-------------------------------------------------------------------------
 *
 * verify_definitions.h
 *	  Are the definitions those that the history leads to?
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_VERIFY_DEFINITIONS_H
#define FTF_VERIFY_DEFINITIONS_H

#include "findings.h"
#include "replay.h"
#include "utils/snapshot.h"

/* The replay must be at the end of the history; each is looked up once. */
extern void ftf_definitions_check(Snapshot snapshot, FtfReplay *replay,
								  FtfFindings *findings);

#endif							/* FTF_VERIFY_DEFINITIONS_H */
