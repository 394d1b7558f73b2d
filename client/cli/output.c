/*-------------------------------------------------------------------------
 *
 * output.c
 *	  Results for people and programs: tables, JSON, CSV, plain lines.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <unistd.h>

#include "catalog/pg_type_d.h"
#include "cli.h"
#include "common/logging.h"
#include "fe_utils/print.h"
#include "mb/pg_wchar.h"
#include "output.h"
#include "shown.h"

OutputFormat output_format = FORMAT_TABLE;

static bool use_colour;

void
output_init(const char *program)
{
	const char *no_colour = getenv("NO_COLOR");
	const char *pg_color = getenv("PG_COLOR");
	bool		off = no_colour != NULL && no_colour[0] != '\0';

	use_colour = !off && isatty(STDOUT_FILENO);

	/* The logging module knows only PG_COLOR; a command must not inherit it. */
	if (off)
		setenv("PG_COLOR", "never", 1);
	else if (pg_color == NULL)
		setenv("PG_COLOR", "auto", 1);
	pg_logging_init(program);
	if (pg_color == NULL)
		unsetenv("PG_COLOR");
	else
		setenv("PG_COLOR", pg_color, 1);
}

const char *
colour(Colour wanted)
{
	static const char *const sequences[] = {
		[COLOUR_NONE] = "\033[0m",[COLOUR_BOLD] = "\033[1m",
		[COLOUR_DIM] = "\033[2m",[COLOUR_RED] = "\033[31m",
		[COLOUR_GREEN] = "\033[32m",[COLOUR_YELLOW] = "\033[33m"
	};

	return use_colour ? sequences[wanted] : "";
}

/* Longer values are cut in a table, and beside a field's name. */
#define MAX_CELL_BYTES 200
#define MAX_FIELD_BYTES 2000

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

void
print_json(const char *json)
{
	puts(json);
}

static int
print_query_json(const char *sql, int nparams, const char *const *params)
{
	PQExpBufferData wrapped;
	PGresult   *result;
	int			rows;

	initPQExpBuffer(&wrapped);
	appendPQExpBuffer(&wrapped, "SELECT coalesce(json_agg(q), '[]'), count(*) FROM (%s) q", sql);
	result = must_query(wrapped.data, nparams, params);
	print_json(PQgetvalue(result, 0, 0));
	rows = atoi(PQgetvalue(result, 0, 1));
	PQclear(result);
	termPQExpBuffer(&wrapped);
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

void
say(const char *format,...)
{
	va_list		args;

	if (output_format != FORMAT_TABLE)
		return;
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	putchar('\n');
}

void
say_field(const char *name, const char *value)
{
	char	   *shown = shown_within(value, MAX_FIELD_BYTES);

	say("%s%-12s%s %s", colour(COLOUR_DIM), name, colour(COLOUR_NONE), shown);
	pg_free(shown);
}

void
finish_output(void)
{
	if (fflush(stdout) != 0)
		pg_log_error("could not write to standard output: %m");
	else if (ferror(stdout))	/* earlier, and errno has changed since */
		pg_log_error("could not write all to standard output");
	else
		return;
	_exit(EXIT_OTHER);
}
