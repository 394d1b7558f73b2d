/*-------------------------------------------------------------------------
 *
 * export.c
 *	  ftf export: the parameters as a file.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <jansson.h>

#include "cli/fail.h"
#include "cli/number.h"
#include "cli/output.h"
#include "cli/param_file.h"
#include "cli/spelling.h"
#include "commands.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "state.h"
#include "store/connection.h"
#include "store/rows.h"

static const char env_sql[] =
"SELECT e.key, e.value"
" FROM jsonb_each_text(" STATE_ENV("$1", "$2", "$3") ") e"
" ORDER BY e.key COLLATE \"C\"";

static const char *format;
static const char *revision;
static const char *run;

static void
export_json(const PGresult *env)
{
	json_t	   *object = json_object();

	for (int row = 0; row < PQntuples(env); row++)
		json_object_set_new(object, PQgetvalue(env, row, 0),
							json_string(PQgetvalue(env, row, 1)));
	if (json_object_size(object) != (size_t) PQntuples(env))
		fail(EXIT_OTHER, NULL, "the parameters could not be written as JSON");
	print_json_value(object, JSON_INDENT(2));
}

static void
export_env(const PGresult *env)
{
	StringInfoData lines;

	initStringInfo(&lines);
	for (int row = 0; row < PQntuples(env); row++)
	{
		appendStringInfo(&lines, "%s=", PQgetvalue(env, row, 0));
		append_env_value(&lines, PQgetvalue(env, row, 1));
		appendStringInfoChar(&lines, '\n');
	}
	fputs(lines.data, stdout);
	pg_free(lines.data);
}

/* Needs an escape in YAML, which takes some characters for a line's end. */
static bool
is_special_in_yaml(pg_wchar c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 ||
		c == 0xfeff || c == 0xfffe || c == 0xffff;
}

static void
print_yaml_string(const char *value)
{
	putchar('"');
	while (*value != '\0')
	{
		int			length = PQmblenBounded(value, PG_UTF8);
		pg_wchar	c = utf8_to_unicode((const unsigned char *) value);

		if (c == '"' || c == '\\')
			printf("\\%c", (char) c);
		else if (c == '\n')
			fputs("\\n", stdout);
		else if (is_special_in_yaml(c))
			printf("\\u%04x", c);
		else
			fwrite(value, 1, length, stdout);
		value += length;
	}
	putchar('"');
}

static void
export_yaml(const PGresult *env)
{
	if (PQntuples(env) == 0)
		puts("{}");
	for (int row = 0; row < PQntuples(env); row++)
	{
		print_yaml_string(PQgetvalue(env, row, 0));
		fputs(": ", stdout);
		print_yaml_string(PQgetvalue(env, row, 1));
		putchar('\n');
	}
}

static void
export_csv(const PGresult *env)
{
	output_format = FORMAT_CSV;
	print_result(env);
}

typedef struct ExportFormat
{
	const char *name;
	void		(*print) (const PGresult *env);
} ExportFormat;

static const ExportFormat formats[] = {
	{"json", export_json},
	{"env", export_env},
	{"csv", export_csv},
	{"yaml", export_yaml},
};

/* --json, --csv and --plain mean here what they mean everywhere. */
static const ExportFormat *
chosen_format(void)
{
	static const ExportFormat plain = {"plain", print_result};
	Spelling	spelling;

	if (format == NULL)
		return output_format == FORMAT_PLAIN ? &plain :
			output_format == FORMAT_CSV ? &formats[2] : &formats[0];
	if (output_format != FORMAT_TABLE)
		fail_usage("give either --format or one of --json, --csv and --plain");
	spelling_begin(&spelling, format);
	for (int i = 0; i < (int) lengthof(formats); i++)
	{
		if (strcmp(formats[i].name, format) == 0)
			return &formats[i];
		spelling_offer(&spelling, formats[i].name);
	}
	fail_usage_near(spelling.nearest, "there is no format \"%s\": it is json, env, csv or yaml", format);
}

/* The state that was asked for, in the words of ftf diff. */
static const char *
chosen_state(void)
{
	if (revision != NULL && run != NULL)
		fail_usage("give either --revision or --run");
	if (revision != NULL)
		parse_number(revision, "--revision");
	return revision != NULL ? revision : run != NULL ? psprintf(RUN_PREFIX "%s", run) : STATE_NOW;
}

static PGresult *
read_env(State *state)
{
	const char *params[3];

	must_begin_reading();
	state_resolve(state);
	params[0] = state->revision;
	params[1] = state->run;
	params[2] = state->parameters;
	return must_query(env_sql, lengthof(params), params);
}

static int
export(int argc, char **argv)
{
	const ExportFormat *chosen = chosen_format();
	State		state;
	PGresult   *env;

	state_parse(&state, chosen_state());
	env = read_env(&state);
	must_commit();
	chosen->print(env);
	PQclear(env);
	return EXIT_DONE;
}

static const Option options[] = {
	{"format", 0, OPTION_TEXT, &format, "json|env|csv|yaml", "json, if it is not given"},
	{"revision", 0, OPTION_TEXT, &revision, "N", "the parameters at that revision"},
	{"run", 0, OPTION_TEXT, &run, "RUN_ID", "what the run ran with, overrides included"},
	{0}
};

const Command export_command = {
	.name = "export",
	.arguments = "",
	.summary = "print all parameters as a file",
	.description =
	"json is an object of strings, sorted by key; env has lines KEY=VALUE that a\n"
	"shell reads back byte for byte (set -a; . FILE); csv has the columns key and\n"
	"value; yaml is a map of strings. \"ftf import\" reads json and env.",
	.options = options,
	.run = export
};
