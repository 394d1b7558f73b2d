/*-------------------------------------------------------------------------
 *
 * queries.h
 *	  The statements of the API.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONSOLE_QUERIES_H
#define CONSOLE_QUERIES_H

/*
 * The store's one row.  Its revision is the key, so that the index finds it
 * without the dead rows that changes leave.
 */
#define CONFIG_ROW "(SELECT * FROM @extschema@.ftf_config ORDER BY revision DESC LIMIT 1) c"

/* queries_parameters.c */
extern const char session_query[];	/* person, server */
extern const char session_without_access_query[];	/* the same */
extern const char parameters_query[];
extern const char parameter_query[];	/* key */

/* queries_change.c */
extern const char apply_query[];	/* body */
extern const char define_query[];	/* body */
extern const char define_check_query[]; /* body */
extern const char revert_preview_query[];	/* revision, key */
extern const char revert_query[];	/* body */
extern const char revert_check_query[]; /* body */

/* queries_history.c */
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

#endif							/* CONSOLE_QUERIES_H */
