/*-------------------------------------------------------------------------
 *
 * verify_progress.h
 *	  How far verification is, as the server tells it by NOTICEs.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_STORE_VERIFY_PROGRESS_H
#define FTF_STORE_VERIFY_PROGRESS_H

/* In entries and runs. */
typedef struct VerifyProgress
{
	bool		reading;		/* how many there are is not known yet */
	int64		done;
	int64		total;
} VerifyProgress;

/* False: the message tells something else. */
extern bool verify_progress_parse(VerifyProgress *progress, const char *message);

#endif							/* FTF_STORE_VERIFY_PROGRESS_H */
