/*-------------------------------------------------------------------------
 *
 * verify_progress.c
 *	  How far verification is, as the server tells it by NOTICEs, in the form
 *	  that the extension's progress.h fixes.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "verify_progress.h"

bool
verify_progress_parse(VerifyProgress *progress, const char *message)
{
	long long	entries,
				runs,
				all_entries,
				all_runs;

	memset(progress, 0, sizeof(*progress));
	if (sscanf(message, "reading: %lld entries, %lld runs", &entries, &runs) == 2)
	{
		progress->reading = true;
		return true;
	}
	if (sscanf(message, "verifying: %lld of %lld entries, %lld of %lld runs",
			   &entries, &all_entries, &runs, &all_runs) != 4)
		return false;
	progress->done = entries + runs;
	progress->total = all_entries + all_runs;
	return true;
}
