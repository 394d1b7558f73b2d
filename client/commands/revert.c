/*-------------------------------------------------------------------------
 *
 * revert.c
 *	  ftf revert: makes parameters what they were, in a new revision.
 *
 * What is written is what was shown.  Where someone changes something between
 * the two, nothing is.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "change.h"
#include "cli/exit_codes.h"
#include "cli/number.h"
#include "commands.h"
#include "store/connection.h"
#include "store/json_text.h"

/* The server refuses keys that never were there, with near spellings. */
static void
require_known(const char *keys)
{
	PQclear(must_query("SELECT @extschema@.ftf_require(ARRAY(SELECT k FROM json_array_elements_text($1::json) k"
					   " WHERE NOT EXISTS (SELECT FROM @extschema@.ftf_config_history h"
					   " WHERE h.key = k AND h.kind IN ('set', 'unset'))))", 1, &keys));
}

/* keys is NULL for all. */
static PGresult *
preview_revert(const char *to_revision, const char *keys)
{
	const char *params[] = {to_revision, keys};

	return must_query("SELECT c.revision, d.key, d.to_value, d.from_value"
					  " FROM (SELECT coalesce(max(revision), 0) AS revision FROM @extschema@.ftf_config) c"
					  " LEFT JOIN LATERAL (SELECT * FROM @extschema@.ftf_diff($1::bigint, c.revision) f"
					  " WHERE $2::json IS NULL OR f.key = ANY (" TEXTS("$2") ")) d ON true"
					  " ORDER BY d.key COLLATE \"C\"", 2, params);
}

static bool
same_field(const PGresult *a, const PGresult *b, int row, ChangeColumn column)
{
	const char *of_a = change_field(a, row, column);
	const char *of_b = change_field(b, row, column);

	if (of_a == NULL || of_b == NULL)
		return of_a == of_b;
	return strcmp(of_a, of_b) == 0;
}

/* Both are sorted by key. */
static bool
same_changes(const PGresult *preview, const PGresult *changes)
{
	int			rows = preview_is_empty(preview) ? 0 : PQntuples(preview);

	if (rows != PQntuples(changes))
		return false;
	for (int row = 0; row < rows; row++)
	{
		if (!same_field(preview, changes, row, CHANGE_KEY) ||
			!same_field(preview, changes, row, CHANGE_OLD_VALUE) ||
			!same_field(preview, changes, row, CHANGE_NEW_VALUE))
			return false;
	}
	return true;
}

/* One key, or all if key is NULL. */
static char *
revert_by_server(const PGresult *preview, const char *to_revision, const char *key)
{
	const char *params[] = {to_revision, change_options.reason, key};
	char	   *revision = must_query_value("SELECT @extschema@.ftf_revert($1::bigint, $2::text, $3::text)", 3, params);
	PGresult   *changes = read_changes(revision);

	if (!same_changes(preview, changes))
		fail_changed_since(change_field(preview, 0, CHANGE_REVISION), key);
	PQclear(changes);
	return revision;
}

/* Several keys in one revision: their old values, if nobody changed them. */
static char *
revert_by_values(const PGresult *preview)
{
	int			count = preview_is_empty(preview) ? 0 : PQntuples(preview);
	const char **keys = pg_malloc0((count + 1) * sizeof(char *));
	const char **values = pg_malloc0((count + 1) * sizeof(char *));
	char	   *revision;

	for (int row = 0; row < count; row++)
	{
		keys[row] = change_field(preview, row, CHANGE_KEY);
		values[row] = change_field(preview, row, CHANGE_NEW_VALUE);
	}
	revision = apply_changes(keys, values, count, change_field(preview, 0, CHANGE_REVISION));
	pg_free(keys);
	pg_free(values);
	return revision;
}

static int
revert(int argc, char **argv)
{
	const char *to_revision = argv[0];
	const char *const *keys = (const char *const *) argv + 1;
	int			count = argc - 1;
	char	   *key_list = count > 0 ? json_list(keys, count) : NULL;
	PGresult   *preview;
	char	   *revision;

	require_reason();
	parse_number(to_revision, "the revision");
	if (key_list != NULL)
		require_known(key_list);
	preview = preview_revert(to_revision, key_list);
	agree_on(preview);
	begin_change();
	if (count > 1)
		revision = revert_by_values(preview);
	else
		revision = revert_by_server(preview, to_revision, keys[0]);
	finish_change(revision, change_options.yes ? "" : NULL);
	pg_free(revision);
	pg_free(key_list);
	PQclear(preview);
	return EXIT_DONE;
}

static const Option revert_options[] = {
	REASON_OPTION,
	YES_OPTION,
	ACT_AS_OPTION,
	{0}
};

const Command revert_command = {
	.name = "revert",
	.access = "editor",
	.arguments = "REVISION [KEY]...",
	.summary = "make all parameters, or some, what they were at a revision",
	.description = "Shows what will change and asks.  It makes a new revision; the history stays.\n"
	"Definitions are not reverted.  If someone changes a parameter between what was\n"
	"shown and the answer, nothing is changed, and ftf ends with exit 5.",
	.options = revert_options,
	.min_arguments = 1,
	.max_arguments = -1,
	.completes = ARGUMENT_KEY,
	.run = revert
};
