/*-------------------------------------------------------------------------
 *
 * progress.c
 *	  How far verification is, told by NOTICEs to a client that wants it.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "portability/instr_time.h"
#include "progress.h"
#include "utils/guc.h"

#define INTERVAL_US 200000

static bool verify_progress = false;

void
ftf_progress_init(void)
{
	DefineCustomBoolVariable("ftf_config.verify_progress",
							 "Tells by NOTICEs how far ftf_verify is.",
							 NULL, &verify_progress, false, PGC_USERSET, 0,
							 NULL, NULL, NULL);
}

void
ftf_progress_begin(FtfProgress *progress)
{
	memset(progress, 0, sizeof(FtfProgress));
	progress->wanted = verify_progress;
	progress->reading = true;
}

static void
tell(FtfProgress *progress)
{
	if (progress->reading)
		ereport(NOTICE,
				(errmsg_internal("reading: %lld entries, %lld runs",
								 (long long) progress->entries,
								 (long long) progress->runs)));
	else
		ereport(NOTICE,
				(errmsg_internal("verifying: %lld of %lld entries, %lld of %lld runs",
								 (long long) progress->entries,
								 (long long) progress->entries_read,
								 (long long) progress->runs,
								 (long long) progress->runs_read)));
}

void
ftf_progress_count(FtfProgress *progress, int64 *counter)
{
	instr_time	now;
	int64		now_us;

	if (counter != NULL)
		(*counter)++;
	INSTR_TIME_SET_CURRENT(now);
	now_us = (int64) INSTR_TIME_GET_MICROSEC(now);
	if (now_us < progress->next_us)
		return;
	progress->next_us = now_us + INTERVAL_US;
	tell(progress);
}

void
ftf_progress_verifying(FtfProgress *progress)
{
	progress->entries_read = progress->entries;
	progress->runs_read = progress->runs;
	progress->entries = progress->runs = 0;
	progress->reading = false;
}

void
ftf_progress_end(FtfProgress *progress)
{
	if (progress->wanted)
		tell(progress);
}
