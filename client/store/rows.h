/*-------------------------------------------------------------------------
 *
 * rows.h
 *	  Rows for people and programs: tables, JSON, CSV, plain lines, as was
 *	  asked for.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_STORE_ROWS_H
#define FTF_STORE_ROWS_H

#include "libpq-fe.h"

/*
 * Prints what a statement returns.  In JSON it is an array of objects, one a
 * row, named by the columns; PostgreSQL makes it.  In a table, which is for
 * people, times are told to the second, and values as shown.h tells.  Returns
 * the number of rows (in JSON too).
 */
extern int	print_query(const char *sql, int nparams,
						const char *const *params);

/* Prints what a statement returns, in a pager where a terminal is too short. */
extern int	print_query_paged(const char *sql, int nparams,
							  const char *const *params);

/* Prints rows that were already read; not for JSON. */
extern void print_result(const PGresult *result);

/* Prints more rows with the columns of those before, without a header. */
extern void print_more_rows(const PGresult *result);

#endif							/* FTF_STORE_ROWS_H */
