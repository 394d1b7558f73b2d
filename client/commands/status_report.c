/*-------------------------------------------------------------------------
 *
 * status_report.c
 *	  A report on the store: facts, and what is to be done about it.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "cli/output.h"
#include "cli/shown.h"
#include "lib/stringinfo.h"
#include "status_report.h"
#include "store/connection.h"
#include "store/json_text.h"
#include "store/rows.h"

void
status_init(Status *status)
{
	status->facts = json_object();
	status->findings = json_array();
	status->has_problem = false;
}

void
add_fact(Status *status, const char *name, const char *value)
{
	json_object_set_new(status->facts, name, value ? json_string(value) : json_null());
}

void
add_number(Status *status, const char *name, const char *value)
{
	json_object_set_new(status->facts, name,
						value ? json_integer(strtoll(value, NULL, 10)) : json_null());
}

void
add_boolean(Status *status, const char *name, bool value)
{
	json_object_set_new(status->facts, name, json_boolean(value));
}

void
add_json(Status *status, const char *name, const char *value)
{
	json_t	   *parsed = value ? json_loads(value, JSON_DECODE_ANY, NULL) : NULL;

	json_object_set_new(status->facts, name, parsed ? parsed : json_null());
}

void
add_finding(Status *status, Severity severity, const char *what, const char *fix)
{
	json_t	   *finding = json_object();

	status->has_problem |= severity == SEVERITY_PROBLEM;
	json_object_set_new(finding, "severity",
						json_string(severity == SEVERITY_PROBLEM ? "problem" : "note"));
	json_object_set_new(finding, "what", json_string(what));
	json_object_set_new(finding, "fix", fix ? json_string(fix) : json_null());
	json_array_append_new(status->findings, finding);
}

static void
print_as_json(const Status *status)
{
	json_t	   *whole = json_copy(status->facts);

	json_object_set(whole, "findings", status->findings);
	json_object_set_new(whole, "ok", json_boolean(!status->has_problem));
	print_json_value(whole, 0);
}

/* What a fact says, as one text; pg_free() it. */
static char *
fact_text(const json_t *fact)
{
	StringInfoData buffer;
	size_t		index;
	json_t	   *item;

	if (json_is_string(fact))
		return pg_strdup(json_string_value(fact));
	if (json_is_integer(fact))
		return psprintf("%lld", (long long) json_integer_value(fact));
	if (json_is_boolean(fact))
		return pg_strdup(json_is_true(fact) ? "yes" : "no");
	if (!json_is_array(fact))
		return NULL;
	if (json_array_size(fact) == 0)
		return pg_strdup("(none)");
	initStringInfo(&buffer);
	json_array_foreach((json_t *) fact, index, item)
		appendStringInfo(&buffer, "%s%s", index > 0 ? ", " : "", json_string_value(item));
	return buffer.data;
}

static void
print_for_people(const Status *status)
{
	const char *name;
	size_t		index;
	json_t	   *value;

	json_object_foreach(status->facts, name, value)
	{
		char	   *shown = fact_text(value);

		if (shown != NULL)
			say("%-18s %s", name, shown_message(shown));
		pg_free(shown);
	}
	json_array_foreach(status->findings, index, value)
	{
		const char *severity = json_string_value(json_object_get(value, "severity"));
		const char *fix = json_string_value(json_object_get(value, "fix"));
		bool		problem = strcmp(severity, "problem") == 0;

		say("\n%s%s:%s %s", colour(problem ? COLOUR_RED : COLOUR_YELLOW), severity,
			colour(COLOUR_NONE), shown_message(json_string_value(json_object_get(value, "what"))));
		if (fix != NULL)
			say("  %s", fix);
	}
	if (!status->has_problem)
		say("\n%sAll is well.%s", colour(COLOUR_GREEN), colour(COLOUR_NONE));
}

/* Rows of name and value; findings come after the facts. */
static void
print_as_rows(const Status *status)
{
	size_t		room = json_object_size(status->facts) + json_array_size(status->findings);
	const char **names = pg_malloc0(room * sizeof(char *));
	const char **values = pg_malloc0(room * sizeof(char *));
	char	   *pairs;
	const char *name;
	size_t		index;
	json_t	   *item;
	int			count = 0;
	PGresult   *rows;

	json_object_foreach(status->facts, name, item)
	{
		names[count] = name;
		values[count++] = fact_text(item);
	}
	json_array_foreach(status->findings, index, item)
	{
		names[count] = json_string_value(json_object_get(item, "severity"));
		values[count++] = json_string_value(json_object_get(item, "what"));
	}
	pairs = json_pairs(names, values, count);
	rows = store_query(connect_database(), "SELECT name, value FROM json_each_text($1::json) s(name, value)",
					   1, (const char *const *) &pairs);
	if (PQresultStatus(rows) != PGRES_TUPLES_OK)
		fail_query(connect_database(), rows);
	print_result(rows);
	PQclear(rows);
}

void
print_status(Status *status)
{
	if (output_format == FORMAT_JSON)
		print_as_json(status);
	else if (output_format == FORMAT_TABLE)
		print_for_people(status);
	else
		print_as_rows(status);
	json_decref(status->facts);
	json_decref(status->findings);
}
