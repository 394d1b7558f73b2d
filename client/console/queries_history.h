/*-------------------------------------------------------------------------
 *
 * queries_history.h
 *	  Statements of the API: history, runs, and what stands for the ledger.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CONSOLE_QUERIES_HISTORY_H
#define FTF_CONSOLE_QUERIES_HISTORY_H

/* Each tells its parameters. */
extern const char history_query[];	/* key, operator, text, since, until,
									 * before, limit */
extern const char runs_query[]; /* before, limit */
extern const char run_query[];	/* run_id */
extern const char compare_query[];	/* run_id, run_id */
extern const char head_query[];
extern const char protection_query[];

/* What was committed after a revision; the newest revision. */
extern const char revisions_since_query[];	/* revision */
extern const char current_revision_query[];

#endif							/* FTF_CONSOLE_QUERIES_HISTORY_H */
