/*-------------------------------------------------------------------------
 *
 * change.c
 *	  What commands share that change something: their options, one
 *	  transaction, telling what changed.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "change.h"
#include "cli/ask.h"
#include "cli/fail.h"
#include "cli/number.h"
#include "cli/output.h"
#include "cli/shown.h"
#include "common/logging.h"
#include "lib/stringinfo.h"
#include "store/connection.h"
#include "store/json_text.h"
#include "store/rows.h"

ChangeOptions change_options;

/*
 * A call that changes nothing returns the current revision, whose entries are
 * someone else's: the transaction tells them apart.
 */
#define OWN_ENTRIES \
	"FROM @extschema@.ftf_config_history" \
	" WHERE revision = $1::bigint AND kind <> 'genesis'" \
	" AND xid = pg_current_xact_id_if_assigned()"

const char *
change_field(const PGresult *changes, int row, ChangeColumn column)
{
	return PQgetisnull(changes, row, column) ? NULL :
		PQgetvalue(changes, row, column);
}

void
require_reason(void)
{
	if (change_options.reason == NULL)
		fail_usage("a reason is required: -m REASON");
}

const char *
if_revision_option(void)
{
	if (change_options.if_revision != NULL)
		parse_number(change_options.if_revision, "the revision");
	return change_options.if_revision;
}

void
split_assignment(const char *assignment, char **key, char **value)
{
	const char *equals = strchr(assignment, '=');

	if (equals == NULL)
		fail_usage("not KEY=VALUE: \"%s\"", assignment);
	*key = pnstrdup(assignment, equals - assignment);
	*value = pg_strdup(equals + 1);
}

/* The server's NOTICE that nothing changed would be said twice. */
void
begin_change(void)
{
	const char *params[] = {change_options.person};

	connect_store()->settings = STORE_SETTING("client_min_messages", "warning");
	must_begin();
	if (params[0] != NULL)
		PQclear(must_query("SELECT @extschema@.ftf_act_as($1::text)", 1, params));
}

char *
apply_changes(const char *const *keys, const char *const *values, int count,
			  const char *if_revision)
{
	char	   *changes = json_pairs(keys, values, count);
	const char *params[] = {changes, change_options.reason, if_revision};
	char	   *revision;

	/* a key that is named twice stands there twice: the server sees it */
	revision = must_query_value("SELECT @extschema@.ftf_apply($1::text, $2::text, $3::bigint)", 3, params);
	pg_free(changes);
	return revision;
}

PGresult *
read_changes(const char *revision)
{
	return must_query("SELECT revision, key, old_value, new_value " OWN_ENTRIES
					  " ORDER BY key", 1, &revision);
}

/* A lost connection leaves open whether the server still heard it. */
static void
commit_change(void)
{
	Store	   *store = connect_store();
	PGresult   *result = store_query(store, "COMMIT", 0, NULL);

	if (PQresultStatus(result) != PGRES_COMMAND_OK)
	{
		if (PQstatus(store->conn) == CONNECTION_BAD)
			pg_log_warning("whether the change was made is not known: \"ftf history\" tells");
		fail_query(store, result);
	}
	PQclear(result);
}

static void
print_for_people(const PGresult *changes, const char *revision,
				 const char *subject)
{
	if (PQntuples(changes) == 0)
	{
		say("nothing changed: it is that already, as of revision %s", revision);
		return;
	}
	for (int row = 0; subject != NULL && row < PQntuples(changes); row++)
	{
		const char *key = change_field(changes, row, CHANGE_KEY);
		char	   *line = shown_change(key != NULL ? key : "governed prefixes",
										change_field(changes, row, CHANGE_OLD_VALUE),
										change_field(changes, row, CHANGE_NEW_VALUE));

		say("%s%s", subject, line);
		pg_free(line);
	}
	say("%srevision %s%s", colour(COLOUR_BOLD), revision, colour(COLOUR_NONE));
}

void
finish_change(const char *revision, const char *subject)
{
	PGresult   *changes = read_changes(revision);
	char	   *json = NULL;

	if (output_format == FORMAT_JSON)
		json = must_query_value("SELECT json_build_object('revision', $1::bigint, 'changes',"
								" coalesce(json_agg(json_build_object('key', key, 'old_value', old_value,"
								" 'new_value', new_value) ORDER BY key), '[]')) "
								OWN_ENTRIES, 1, &revision);
	commit_change();
	if (output_format == FORMAT_TABLE)
		print_for_people(changes, revision, subject);
	else if (json != NULL)
		print_json(json);
	else
		print_result(changes);
	pg_free(json);
	PQclear(changes);
}

bool
preview_is_empty(const PGresult *preview)
{
	return change_field(preview, 0, CHANGE_KEY) == NULL;
}

static void
print_preview(const PGresult *preview)
{
	int			added = 0;
	int			removed = 0;
	int			rows = PQntuples(preview);

	for (int row = 0; row < rows; row++)
	{
		const char *old_value = change_field(preview, row, CHANGE_OLD_VALUE);
		const char *new_value = change_field(preview, row, CHANGE_NEW_VALUE);
		char	   *line = shown_change(change_field(preview, row, CHANGE_KEY),
										old_value, new_value);

		added += old_value == NULL;
		removed += new_value == NULL;
		fprintf(stderr, "%s\n", line);
		pg_free(line);
	}
	fprintf(stderr, "%d new, %d changed, %d removed\n", added,
			rows - added - removed, removed);
}

void
agree_on(const PGresult *preview)
{
	if (change_options.yes || preview_is_empty(preview))
		return;
	print_preview(preview);
	if (!confirm("Make this change? (y/n) "))
		fail(EXIT_OTHER, NULL, "nothing was changed");
}

/* One line for each change that others made. */
static char *
describe_changes(const PGresult *entries)
{
	StringInfoData lines;

	initStringInfo(&lines);
	for (int row = 0; row < PQntuples(entries); row++)
	{
		char	   *line = shown_change(change_field(entries, row, CHANGE_KEY),
										change_field(entries, row, CHANGE_OLD_VALUE),
										change_field(entries, row, CHANGE_NEW_VALUE));
		char	   *operator = shown_value(PQgetvalue(entries, row, CHANGE_NEW_VALUE + 1));
		char	   *reason = shown_value(PQgetvalue(entries, row, CHANGE_NEW_VALUE + 2));

		appendStringInfo(&lines, "%s%s in revision %s by %s: %s",
						 row > 0 ? "\n" : "", line,
						 PQgetvalue(entries, row, CHANGE_REVISION), operator, reason);
		pg_free(line);
		pg_free(operator);
		pg_free(reason);
	}
	return lines.data;
}

void
fail_changed_since(const char *revision, const char *key)
{
	const char *params[] = {revision, key};
	PGresult   *entries = must_query("SELECT revision, key, old_value, new_value, operator, reason"
									 " FROM @extschema@.ftf_config_history"
									 " WHERE revision > $1::bigint AND kind IN ('set', 'unset')"
									 " AND xid IS DISTINCT FROM pg_current_xact_id_if_assigned()"
									 " AND ($2::text IS NULL OR key = $2::text)"
									 " ORDER BY entry_id", 2, params);

	fail_with_detail(EXIT_CHANGED, describe_changes(entries),
					 "Look at the new values, then try again.",
					 "changed by someone else since revision %s; nothing was changed here", revision);
}
