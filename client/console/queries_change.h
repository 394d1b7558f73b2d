/*-------------------------------------------------------------------------
 *
 * queries_change.h
 *	  Statements of the API: changing parameters and their definitions, and
 *	  taking changes back.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CONSOLE_QUERIES_CHANGE_H
#define FTF_CONSOLE_QUERIES_CHANGE_H

/* Each tells its parameters. */
extern const char apply_query[];	/* body */
extern const char define_query[];	/* body */
extern const char define_check_query[]; /* body */
extern const char revert_preview_query[];	/* revision, key */
extern const char revert_query[];	/* body */
extern const char revert_check_query[]; /* body */

#endif							/* FTF_CONSOLE_QUERIES_CHANGE_H */
