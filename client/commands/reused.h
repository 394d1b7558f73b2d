/*-------------------------------------------------------------------------
 *
 * reused.h
 *	  Telling that a run gets the snapshot that it had already.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_COMMANDS_REUSED_H
#define FTF_COMMANDS_REUSED_H

#include "libpq-fe.h"

/*
 * Three columns about a row of ftf_run: when its snapshot was taken, its
 * revision, and how many parameters changed since; null if it is this
 * transaction's own.
 */
#define REUSED_COLUMNS(run) \
	"CASE WHEN " run ".xid IS DISTINCT FROM pg_current_xact_id_if_assigned()" \
	" THEN " run ".taken_at END," \
	" " run ".revision," \
	" CASE WHEN " run ".xid IS DISTINCT FROM pg_current_xact_id_if_assigned()" \
	" THEN (SELECT count(*) FROM @extschema@.ftf_diff(" run ".revision::bigint," \
	" (SELECT s.revision FROM @extschema@.ftf_config s)::bigint)) END"

/* One line on standard error, unless the first of them is null. */
extern void tell_reused(const char *run_id, const PGresult *row, int column);

#endif							/* FTF_COMMANDS_REUSED_H */
