/*-------------------------------------------------------------------------
 *
 * findings.h
 *	  What verification finds.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_FINDINGS_H
#define FTF_FINDINGS_H

#include "nodes/execnodes.h"

#define FTF_TAMPERED "tampered" /* what is stored contradicts itself */
#define FTF_ROLLED_BACK "rolled back"	/* behind the anchor, but consistent */
#define FTF_UNPROTECTED "unprotected"	/* a guard is not in force */

/* Where findings go: a result set, or nowhere but an error (UF008). */
typedef struct FtfFindings
{
	ReturnSetInfo *result;		/* NULL: the first finding is an error */
	int64		count;
} FtfFindings;

extern void ftf_finding(FtfFindings *findings, const char *finding,
						const char *part, const char *object,
						const char *detail);

#endif							/* FTF_FINDINGS_H */
