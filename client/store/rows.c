/*-------------------------------------------------------------------------
 *
 * rows.c
 *	  Rows for people and programs: tables, JSON, CSV, plain lines.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <unistd.h>

#include "catalog/pg_type_d.h"
#include "cli/output.h"
#include "cli/shown.h"
#include "connection.h"
#include "fe_utils/print.h"
#include "mb/pg_wchar.h"
#include "rows.h"

/* Longer values are cut in a table. */
#define MAX_CELL_BYTES 200

/* Nothing in it needs care: most values are like that. */
static bool
is_simple(const char *value)
{
	size_t		length = strlen(value);

	for (size_t i = 0; i < length; i++)
	{
		if (value[i] < 0x20 || value[i] >= 0x7f)
			return false;
	}
	return length > 0 && length <= MAX_CELL_BYTES;
}

/* For people, times are told to the second.  NULL: it has no fraction. */
static char *
without_fraction(const char *timestamp)
{
	const char *fraction = strchr(timestamp, '.');

	if (fraction == NULL)
		return NULL;
	return psprintf("%.*s%s", (int) (fraction - timestamp), timestamp,
					fraction + strcspn(fraction, "+-"));
}

static char *
cell_text(const PGresult *result, int row, int column, bool *must_free)
{
	char	   *value = PQgetvalue(result, row, column);
	char	   *shown = NULL;

	if (output_format == FORMAT_TABLE && !PQgetisnull(result, row, column))
		shown = PQftype(result, column) == TIMESTAMPTZOID ? without_fraction(value) :
			is_simple(value) ? NULL : shown_within(value, MAX_CELL_BYTES);
	*must_free = shown != NULL;
	return shown != NULL ? shown : value;
}

static void
print_table(const PGresult *result, bool paged, bool header)
{
	printTableOpt options = {0};
	printTableContent content;
	int			columns = PQnfields(result);

	options.format = output_format == FORMAT_CSV ? PRINT_CSV :
		isatty(STDOUT_FILENO) ? PRINT_WRAPPED : PRINT_ALIGNED;
	options.border = 1;
	options.pager = paged;
	options.tuples_only = !header;
	options.start_table = options.stop_table = true;
	options.csvFieldSep[0] = ',';
	options.encoding = PG_UTF8;
	printTableInit(&content, &options, NULL, columns, PQntuples(result));
	for (int column = 0; column < columns; column++)
		printTableAddHeader(&content, PQfname(result, column), false,
							column_type_alignment(PQftype(result, column)));
	for (int row = 0; row < PQntuples(result); row++)
	{
		for (int column = 0; column < columns; column++)
		{
			bool		must_free;
			char	   *text = cell_text(result, row, column, &must_free);

			printTableAddCell(&content, text, false, must_free);
		}
	}
	printTable(&content, stdout, false, NULL);
	printTableCleanup(&content);
}

/* As COPY writes text: \N is null; these have an escape of their own. */
static void
print_plain_value(const char *value)
{
	static const char escaped[] = "\\\b\f\n\r\t\v";
	static const char letters[] = "\\bfnrtv";

	for (; *value != '\0'; value++)
	{
		const char *found = strchr(escaped, *value);

		if (found != NULL)
			printf("\\%c", letters[found - escaped]);
		else
			putchar(*value);
	}
}

static void
print_plain(const PGresult *result)
{
	for (int row = 0; row < PQntuples(result); row++)
	{
		for (int column = 0; column < PQnfields(result); column++)
		{
			if (column > 0)
				putchar('\t');
			if (PQgetisnull(result, row, column))
				fputs("\\N", stdout);
			else
				print_plain_value(PQgetvalue(result, row, column));
		}
		putchar('\n');
	}
}

void
print_result(const PGresult *result)
{
	if (output_format == FORMAT_PLAIN)
		print_plain(result);
	else
		print_table(result, false, true);
}

void
print_more_rows(const PGresult *result)
{
	if (output_format == FORMAT_PLAIN)
		print_plain(result);
	else
		print_table(result, false, false);
}

static int
print_query_json(const char *sql, int nparams, const char *const *params)
{
	char	   *wrapped = psprintf("SELECT coalesce(json_agg(q), '[]'), count(*) FROM (%s) q", sql);
	PGresult   *result = must_query(wrapped, nparams, params);
	int			rows = atoi(PQgetvalue(result, 0, 1));

	print_json(PQgetvalue(result, 0, 0));
	PQclear(result);
	pg_free(wrapped);
	return rows;
}

static int
print_rows(const char *sql, int nparams, const char *const *params, bool paged)
{
	PGresult   *result;
	int			rows;

	if (output_format == FORMAT_JSON)
		return print_query_json(sql, nparams, params);
	result = must_query(sql, nparams, params);
	if (output_format == FORMAT_PLAIN)
		print_plain(result);
	else
		print_table(result, paged, true);
	rows = PQntuples(result);
	PQclear(result);
	return rows;
}

int
print_query(const char *sql, int nparams, const char *const *params)
{
	return print_rows(sql, nparams, params, false);
}

int
print_query_paged(const char *sql, int nparams, const char *const *params)
{
	return print_rows(sql, nparams, params, true);
}
