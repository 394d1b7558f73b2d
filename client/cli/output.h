/*-------------------------------------------------------------------------
 *
 * output.h
 *	  Results for people and programs: tables, JSON, CSV, plain lines.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_OUTPUT_H
#define FTF_OUTPUT_H

#include "store/store.h"

typedef enum OutputFormat
{
	FORMAT_TABLE,				/* for people */
	FORMAT_JSON,
	FORMAT_CSV,					/* with a header */
	FORMAT_PLAIN				/* COPY's text format: tabs, \N, no header */
} OutputFormat;

extern OutputFormat output_format;

typedef enum Colour
{
	COLOUR_NONE,
	COLOUR_BOLD,
	COLOUR_DIM,
	COLOUR_RED,
	COLOUR_GREEN,
	COLOUR_YELLOW
} Colour;

/* Decides on colour for standard output and messages, before anything else. */
extern void output_init(const char *program);

/* Escape sequences, or empty strings where colour is off. */
extern const char *colour(Colour colour);

/*
 * Prints what a statement returns.  In JSON it is an array of objects, one a
 * row, named by the columns; PostgreSQL makes it.  In a table, which is for
 * people, times are told to the second, and values as shown.h tells.  Returns
 * the number of rows (in JSON too).
 */
extern int	print_query(const char *sql, int nparams,
						const char *const *params);

/* The same in a pager, if standard output is a terminal and it is long. */
extern int	print_query_paged(const char *sql, int nparams,
							  const char *const *params);

/* Prints rows that were already read; not for JSON. */
extern void print_result(const PGresult *result);

/* The same for more rows of the same kind: without a header. */
extern void print_more_rows(const PGresult *result);

/*
 * A line for people alone: nothing is printed in the other formats, so that
 * programs get data and no more.
 */
extern void say(const char *format,...) pg_attribute_printf(1, 2);

/* The same for one field of a thing, on one line. */
extern void say_field(const char *name, const char *value);

/* JSON text and a line end, for results that are one object. */
extern void print_json(const char *json);

/* Ends with exit 1 if standard output could not be written whole. */
extern void finish_output(void);

#endif							/* FTF_OUTPUT_H */
