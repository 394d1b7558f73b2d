/*-------------------------------------------------------------------------
 *
 * print.c
 *	  Findings as lines for people, and as rows for programs.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <jansson.h>

#include "cli/fail.h"
#include "cli/output.h"
#include "cli/shown.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "print.h"
#include "store/rows.h"

/* Text as UTF-8: what isn't, is replaced.  pg_free() it. */
static char *
valid_utf8(const char *string)
{
	StringInfoData valid;
	const unsigned char *at = (const unsigned char *) string;
	size_t		left = strlen(string);

	initStringInfo(&valid);
	while (left > 0)
	{
		size_t		length = pg_utf_mblen(at);

		if (length > left || !pg_utf8_islegal(at, length))
		{
			appendStringInfoString(&valid, "\xEF\xBF\xBD");
			length = 1;
		}
		else
			appendBinaryStringInfo(&valid, (const char *) at, length);
		at += length;
		left -= length;
	}
	return valid.data;
}

static Colour
level_colour(const char *level)
{
	return strcmp(level, "error") == 0 ? COLOUR_RED :
		strcmp(level, "warning") == 0 ? COLOUR_YELLOW : COLOUR_DIM;
}

void
lint_print_lines(FILE *file, const LintFindings *findings, bool only_errors)
{
	bool		coloured = file == stdout;

	for (int i = 0; i < findings->count; i++)
	{
		const LintFinding *finding = &findings->items[i];
		const LintRuleInfo *rule = &lint_rules[finding->rule];

		if (only_errors && strcmp(rule->level, "error") != 0)
			continue;
		if (finding->path != NULL)
		{
			char	   *name = shown_file_name(finding->path);

			fprintf(file, "%s:%d:%d: ", name, finding->line, finding->column);
			pg_free(name);
		}
		fprintf(file, "%s%s:%s %s [%s]\n",
				coloured ? colour(level_colour(rule->level)) : "", rule->level,
				coloured ? colour(COLOUR_NONE) : "", finding->message, rule->name);
	}
}

static void
print_json_rows(const LintFindings *findings)
{
	json_t	   *rows = json_array();

	for (int i = 0; i < findings->count; i++)
	{
		const LintFinding *finding = &findings->items[i];
		char	   *path = finding->path ? valid_utf8(finding->path) : NULL;
		json_t	   *row = json_pack("{s:s?, s:o, s:o, s:s, s:s, s:s, s:s}",
									"file", path,
									"line", path ? json_integer(finding->line) : json_null(),
									"column", path ? json_integer(finding->column) : json_null(),
									"rule", lint_rules[finding->rule].name,
									"level", lint_rules[finding->rule].level,
									"key", finding->key, "message", finding->message);

		pg_free(path);
		if (row == NULL || json_array_append_new(rows, row) != 0)
			fail(EXIT_OTHER, NULL, "could not write findings as JSON");
	}
	print_json_value(rows, JSON_COMPACT);
}

static void
set_value(PGresult *result, int row, int column, const char *value)
{
	if (!PQsetvalue(result, row, column, unconstify(char *, value), value ? (int) strlen(value) : -1))
		fail(EXIT_OTHER, NULL, "out of memory");
}

static void
set_row(PGresult *result, int row, const LintFinding *finding)
{
	char		line[16];
	char		column[16];

	snprintf(line, sizeof(line), "%d", finding->line);
	snprintf(column, sizeof(column), "%d", finding->column);
	set_value(result, row, 0, finding->path);
	set_value(result, row, 1, finding->path ? line : NULL);
	set_value(result, row, 2, finding->path ? column : NULL);
	set_value(result, row, 3, lint_rules[finding->rule].name);
	set_value(result, row, 4, lint_rules[finding->rule].level);
	set_value(result, row, 5, finding->key);
	set_value(result, row, 6, finding->message);
}

/* The findings as a result, for the printer that other commands use. */
static void
print_result_rows(const LintFindings *findings)
{
	static const char *const names[] = {
		"file", "line", "column", "rule", "level", "key", "message"
	};
	PGresAttDesc columns[lengthof(names)];
	PGresult   *result = PQmakeEmptyPGresult(NULL, PGRES_TUPLES_OK);

	memset(columns, 0, sizeof(columns));
	for (int i = 0; i < (int) lengthof(names); i++)
		columns[i].name = unconstify(char *, names[i]);
	if (result == NULL || !PQsetResultAttrs(result, lengthof(names), columns))
		fail(EXIT_OTHER, NULL, "out of memory");
	for (int i = 0; i < findings->count; i++)
		set_row(result, i, &findings->items[i]);
	print_result(result);
	PQclear(result);
}

void
lint_print_rows(const LintFindings *findings)
{
	if (output_format == FORMAT_JSON)
		print_json_rows(findings);
	else
		print_result_rows(findings);
}
