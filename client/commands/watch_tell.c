/*-------------------------------------------------------------------------
 *
 * watch_tell.c
 *	  What ftf watch tells of a revision, to people, programs and commands.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <jansson.h>

#include "cli/output.h"
#include "cli/shown.h"
#include "common/logging.h"
#include "lib/stringinfo.h"
#include "store/interrupt.h"
#include "store/rows.h"
#include "watch_tell.h"

/* Columns of the query; json_time only for JSON. */
enum
{
	REVISION,
	CHANGED_AT,
	OPERATOR,
	KIND,
	KEY,
	OLD_VALUE,
	NEW_VALUE,
	REASON,
	JSON_TIME
};

#define COLUMNS "revision, changed_at, operator, kind, key, old_value, new_value, reason"
#define ENTRIES \
	" FROM @extschema@.ftf_config_history" \
	" WHERE revision > $1::bigint AND revision <= $1::bigint + $2::bigint" \
	" ORDER BY entry_id"

/* Linux takes 128 KiB for one variable. */
#define KEYS_MAX_BYTES 100000

const char *
watch_query(void)
{
	return output_format == FORMAT_JSON ?
		"SELECT " COLUMNS ", to_json(changed_at) #>> '{}' AS json_time" ENTRIES :
		"SELECT " COLUMNS ENTRIES;
}

int64
watch_revision(const PGresult *entries, int row)
{
	return strtoll(PQgetvalue(entries, row, REVISION), NULL, 10);
}

/* The first row after those of the revision that begins at row. */
static int
end_of_revision(const PGresult *entries, int row)
{
	int64		revision = watch_revision(entries, row);

	while (row < PQntuples(entries) && watch_revision(entries, row) == revision)
		row++;
	return row;
}

static const char *
value_or_null(const PGresult *entries, int row, int column)
{
	return PQgetisnull(entries, row, column) ? NULL :
		PQgetvalue(entries, row, column);
}

/* ---- for people ---- */

/* "KEY: old -> new", after the kind of what is no value. */
static void
print_change(const PGresult *entries, int row)
{
	const char *kind = PQgetvalue(entries, row, KIND);
	const char *key = value_or_null(entries, row, KEY);
	const char *old_value = value_or_null(entries, row, OLD_VALUE);
	const char *new_value = value_or_null(entries, row, NEW_VALUE);
	bool		of_value = strcmp(kind, "set") == 0 || strcmp(kind, "unset") == 0;
	char	   *change;

	if (old_value == NULL && new_value == NULL)
	{
		printf("  %s\n", kind);
		return;
	}
	change = shown_change(key ? key : kind, old_value, new_value);
	printf("  %s%s%s\n", of_value || key == NULL ? "" : kind,
		   of_value || key == NULL ? "" : " ", change);
	pg_free(change);
}

/* Times are told to the second, as in tables. */
static void
print_heading(const PGresult *entries, int row)
{
	const char *changed_at = PQgetvalue(entries, row, CHANGED_AT);
	int			seconds = strcspn(changed_at, ".+");
	char	   *operator = shown_value(PQgetvalue(entries, row, OPERATOR));
	char	   *reason = shown_value(PQgetvalue(entries, row, REASON));

	printf("%s%.*s  revision %s%s  %s: %s\n", colour(COLOUR_BOLD), seconds,
		   changed_at, PQgetvalue(entries, row, REVISION),
		   colour(COLOUR_NONE), operator, reason);
	pg_free(operator);
	pg_free(reason);
}

static void
print_for_people(const PGresult *entries)
{
	for (int row = 0, end; row < PQntuples(entries); row = end)
	{
		end = end_of_revision(entries, row);
		print_heading(entries, row);
		for (int entry = row; entry < end; entry++)
			print_change(entries, entry);
	}
}

/* ---- for programs ---- */

static json_t *
json_text(const char *text)
{
	return text ? json_string(text) : json_null();
}

static json_t *
json_of_revision(const PGresult *entries, int row, int end)
{
	json_t	   *object = json_object();
	json_t	   *changes = json_array();

	json_object_set_new(object, "revision", json_integer(watch_revision(entries, row)));
	json_object_set_new(object, "changed_at", json_text(PQgetvalue(entries, row, JSON_TIME)));
	json_object_set_new(object, "operator", json_text(PQgetvalue(entries, row, OPERATOR)));
	json_object_set_new(object, "reason", json_text(PQgetvalue(entries, row, REASON)));
	for (; row < end; row++)
	{
		json_t	   *change = json_object();

		json_object_set_new(change, "kind", json_text(PQgetvalue(entries, row, KIND)));
		json_object_set_new(change, "key", json_text(value_or_null(entries, row, KEY)));
		json_object_set_new(change, "old_value", json_text(value_or_null(entries, row, OLD_VALUE)));
		json_object_set_new(change, "new_value", json_text(value_or_null(entries, row, NEW_VALUE)));
		json_array_append_new(changes, change);
	}
	json_object_set_new(object, "changes", changes);
	return object;
}

static void
print_for_programs(const PGresult *entries)
{
	for (int row = 0, end; row < PQntuples(entries); row = end)
	{
		end = end_of_revision(entries, row);
		print_json_value(json_of_revision(entries, row, end), JSON_COMPACT);
	}
}

void
watch_print(const PGresult *entries, bool first)
{
	if (output_format == FORMAT_TABLE)
		print_for_people(entries);
	else if (output_format == FORMAT_JSON)
		print_for_programs(entries);
	else if (first)
		print_result(entries);
	else
		print_more_rows(entries);
}

/* ---- for commands ---- */

typedef struct Revision
{
	const PGresult *entries;
	int			row;
	int			end;
} Revision;

/* In the child: no value is ever part of a command line. */
static void
set_environment(void *arg)
{
	const Revision *revision = arg;
	StringInfoData keys;
	int			omitted = 0;

	initStringInfo(&keys);
	for (int row = revision->row; row < revision->end; row++)
	{
		const char *key = value_or_null(revision->entries, row, KEY);

		if (key == NULL)
			continue;
		if (keys.len + strlen(key) > KEYS_MAX_BYTES)
			omitted++;
		else
			appendStringInfo(&keys, "%s%s", keys.len > 0 ? " " : "", key);
	}
	setenv("FTF_KEYS", keys.data, 1);
	setenv("FTF_KEYS_OMITTED", psprintf("%d", omitted), 1);
	setenv("FTF_REVISION", PQgetvalue(revision->entries, revision->row, REVISION), 1);
	setenv("FTF_OPERATOR", PQgetvalue(revision->entries, revision->row, OPERATOR), 1);
	setenv("FTF_REASON", PQgetvalue(revision->entries, revision->row, REASON), 1);
}

void
watch_execute(const PGresult *entries, const char *command)
{
	Revision	revision = {.entries = entries};

	for (; revision.row < PQntuples(entries) && !interrupted();
		 revision.row = revision.end)
	{
		int			status;
		char	   *text;

		revision.end = end_of_revision(entries, revision.row);
		status = run_shell(command, set_environment, &revision);
		if (status == 0)
			continue;
		if (status == -1)
			pg_log_warning("could not run the command at revision %s: %m",
						   PQgetvalue(entries, revision.row, REVISION));
		else
		{
			text = wait_result_to_str(status);

			pg_log_warning("the command at revision %s: %s",
						   PQgetvalue(entries, revision.row, REVISION), text);
			pg_free(text);
		}
	}
}
