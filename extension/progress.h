/*-------------------------------------------------------------------------
 *
 * progress.h
 *	  How far verification is, told by NOTICEs to a client that wants it.
 *
 * Where ftf_config.verify_progress is on, ftf_verify says at its first row,
 * then at most five times a second, and at its end one of
 *
 *	  reading: N entries, N runs
 *	  verifying: N of N entries, N of N runs
 *
 * which are sent at once.  Programs read these lines: their form is fixed.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_PROGRESS_H
#define FTF_PROGRESS_H

typedef struct FtfProgress
{
	bool		wanted;
	int64		next_us;		/* not before this time */
	bool		reading;		/* how many there are is not known yet */
	int64		entries;		/* of this phase */
	int64		runs;
	int64		entries_read;
	int64		runs_read;
} FtfProgress;

extern void ftf_progress_init(void);
extern void ftf_progress_begin(FtfProgress *progress);

/* All was read: the rows are counted again, while they are verified. */
extern void ftf_progress_verifying(FtfProgress *progress);
extern void ftf_progress_end(FtfProgress *progress);

/* One more row: counter is entries or runs of progress, or NULL for others. */
extern void ftf_progress_count(FtfProgress *progress, int64 *counter);

static inline void
ftf_progress_row(FtfProgress *progress, int64 *counter)
{
	if (progress->wanted)
		ftf_progress_count(progress, counter);
}

#endif							/* FTF_PROGRESS_H */
