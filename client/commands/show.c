/*-------------------------------------------------------------------------
 *
 * show.c
 *	  ftf show: all about one parameter.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "cli/chart.h"
#include "cli/exit_codes.h"
#include "cli/number.h"
#include "cli/output.h"
#include "commands.h"
#include "store/connection.h"
#include "store/rows.h"

#define CHANGES_SHOWN "10"

#define LATEST_CHANGES \
	"SELECT h.revision, h.changed_at, h.operator, h.kind, h.old_value," \
	" h.new_value, h.reason" \
	" FROM @extschema@.ftf_config_history h WHERE h.key = $1::text" \
	" ORDER BY h.revision DESC LIMIT $2::bigint"

static const char json_sql[] =
"SELECT json_build_object('key', $1::text,"
" 'value', @extschema@.ftf_get($1::text),"
" 'definition', (SELECT p.definition FROM @extschema@.ftf_parameter p WHERE p.key = $1::text),"
" 'history', (SELECT coalesce(json_agg(c), '[]') FROM (" LATEST_CHANGES ") c))";

static const char row_sql[] =
"SELECT $1::text AS key, @extschema@.ftf_get($1::text) AS value,"
" (SELECT p.definition FROM @extschema@.ftf_parameter p WHERE p.key = $1::text) AS definition";

static const char definition_sql[] =
"SELECT d.key, d.value FROM @extschema@.ftf_parameter p"
" CROSS JOIN jsonb_each_text(p.definition) d"
" WHERE p.key = $1::text"
" ORDER BY array_position(ARRAY['type', 'minimum', 'maximum', 'choices',"
" 'pattern', 'unit', 'category', 'description', 'allow'], d.key)";

/* Unless it is defined to be something else, what looks like a number is one. */
static const char chart_sql[] =
"SELECT c.new_value, date_trunc('second', c.changed_at)"
" FROM (SELECT h.new_value, h.changed_at, h.revision"
"  FROM @extschema@.ftf_config_history h"
"  WHERE h.key = $1::text AND h.kind IN ('set', 'unset')"
"  AND NOT EXISTS (SELECT FROM @extschema@.ftf_parameter p"
"   WHERE p.key = $1::text"
"   AND p.definition ->> 'type' NOT IN ('integer', 'number'))"
"  ORDER BY h.revision DESC LIMIT $2::bigint) c"
" ORDER BY c.revision";

static const char *limit = CHANGES_SHOWN;

static void
show_fields(const char *key)
{
	const char *params[] = {key};
	char	   *value = must_query_value("SELECT @extschema@.ftf_get($1::text)", 1, params);
	PGresult   *definition = must_query(definition_sql, 1, params);

	say_field("key", key);
	say_field("value", value);
	for (int row = 0; row < PQntuples(definition); row++)
		say_field(PQgetvalue(definition, row, 0), PQgetvalue(definition, row, 1));
	PQclear(definition);
	pg_free(value);
}

static void
show_chart(const char *key)
{
	char	   *capacity = psprintf("%d", chart_capacity());
	const char *params[] = {key, capacity};
	PGresult   *changes = must_query(chart_sql, 2, params);
	int			count = PQntuples(changes);
	const char **values = pg_malloc((count + 1) * sizeof(char *));

	for (int row = 0; row < count; row++)
		values[row] = PQgetisnull(changes, row, 0) ? NULL : PQgetvalue(changes, row, 0);
	if (count > 1)
	{
		char	   *caption = psprintf("the last %d changes, %s to %s", count,
									   PQgetvalue(changes, 0, 1),
									   PQgetvalue(changes, count - 1, 1));

		if (print_step_chart(values, count, caption))
			say("%s", "");
		pg_free(caption);
	}
	pg_free(values);
	PQclear(changes);
	pg_free(capacity);
}

static int
show(int argc, char **argv)
{
	const char *params[] = {argv[0], checked_limit(limit)};

	must_begin_reading();
	if (output_format == FORMAT_JSON)
	{
		char	   *object = must_query_value(json_sql, 2, params);

		print_json(object);
		pg_free(object);
	}
	else if (output_format == FORMAT_TABLE)
	{
		show_fields(argv[0]);
		say("%s", "");
		show_chart(argv[0]);
		print_query(LATEST_CHANGES, 2, params);
	}
	else
		print_query(row_sql, 1, params);
	must_commit();
	return EXIT_DONE;
}

static const Option options[] = {
	{"limit", 'n', OPTION_TEXT, &limit, "N", "show the latest N changes (" CHANGES_SHOWN " if not given)"},
	{0}
};

const Command show_command = {
	.name = "show",
	.arguments = "KEY",
	.summary = "show a parameter's value, definition and latest changes",
	.description =
	"Numbers get a chart: each step is a change, the newest at the right. --json\n"
	"prints one object: key, value, definition, history. --csv and --plain print\n"
	"key, value and definition; \"ftf history KEY\" has the changes.",
	.options = options,
	.min_arguments = 1,
	.max_arguments = 1,
	.completes = ARGUMENT_KEY,
	.run = show
};
