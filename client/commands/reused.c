/*-------------------------------------------------------------------------
 *
 * reused.c
 *	  Telling that a run gets the snapshot that it had already.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "cli/shown.h"
#include "common/logging.h"
#include "reused.h"

void
tell_reused(const char *run_id, const PGresult *row, int column)
{
	char	   *shown;
	long		changed;

	if (PQgetisnull(row, 0, column))
		return;
	shown = shown_value(run_id);
	changed = atol(PQgetvalue(row, 0, column + 2));
	pg_log_info("run %s gets its first snapshot again, of %.19s, revision %s: %ld parameter%s changed since",
				shown, PQgetvalue(row, 0, column), PQgetvalue(row, 0, column + 1),
				changed, changed == 1 ? " has" : "s have");
	pg_free(shown);
}
