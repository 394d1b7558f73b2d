/*-------------------------------------------------------------------------
 *
 * verify_runs.h
 *	  Do the runs' snapshots hold what the history leads to?
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_VERIFY_RUNS_H
#define FTF_VERIFY_RUNS_H

#include "findings.h"
#include "replay.h"
#include "sorted.h"

typedef struct FtfRunsCheck
{
	FtfSorted	runs;
	FtfSorted	envs;
	Tuplesortstate *run_ids;
	FtfFindings *findings;
	FtfProgress *progress;
	MemoryContext context;		/* reset for each revision */
	int64		count;			/* runs seen */
} FtfRunsCheck;

extern void ftf_runs_check_begin(FtfRunsCheck *check, Snapshot snapshot,
								 FtfFindings *findings, FtfProgress *progress);

/*
 * Check the runs of this revision, where replay is and whose head this is;
 * and report those of revisions before it that were passed over.
 */
extern void ftf_runs_check_revision(FtfRunsCheck *check, FtfReplay *replay,
									int64 revision, const FtfHash *head);

/* Report all that is left, whose revisions do not exist. */
extern void ftf_runs_check_end(FtfRunsCheck *check);

#endif							/* FTF_VERIFY_RUNS_H */
