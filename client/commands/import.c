/*-------------------------------------------------------------------------
 *
 * import.c
 *	  ftf import: parameters from a file, in one revision.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "change.h"
#include "cli/fail.h"
#include "cli/param_file.h"
#include "commands.h"
#include "store/connection.h"
#include "store/json_text.h"

static bool replace;
static bool allow_empty;

/* A file that came out empty by mistake looks like one that is meant so. */
static void
require_parameters(const ParamFile *file, const char *path)
{
	if (replace && file->count == 0 && !allow_empty)
		fail(EXIT_REFUSED, "If that is what you want, say --allow-empty.",
			 "\"%s\" holds no parameter: --replace would remove all that the store has", path);
}

/* What makes the store what the file says, and the revision that it is now. */
static PGresult *
preview_import(const ParamFile *file)
{
	char	   *pairs = json_pairs((const char *const *) file->keys,
								   (const char *const *) file->values, file->count);
	const char *params[] = {pairs, replace ? "true" : "false"};
	PGresult   *preview;

	preview = must_query("SELECT c.revision, d.key, d.old_value, d.new_value"
						 " FROM (SELECT coalesce(max(revision), 0) AS revision FROM @extschema@.ftf_config) c"
						 " LEFT JOIN (SELECT coalesce(f.key, e.key) AS key, e.value AS old_value, f.value AS new_value"
						 " FROM json_each_text($1::json) f(key, value)"
						 " FULL JOIN jsonb_each_text(@extschema@.ftf_env()) e ON e.key = f.key"
						 " WHERE e.value IS DISTINCT FROM f.value AND ($2::boolean OR f.key IS NOT NULL)) d ON true"
						 " ORDER BY d.key COLLATE \"C\"", 2, params);
	pg_free(pairs);
	return preview;
}

/*
 * The whole file goes to the server, also what is that already: it must not
 * have changed since the preview either.
 */
static char *
apply_file(const ParamFile *file, const PGresult *preview)
{
	int			rows = PQntuples(preview);
	const char **keys = pg_malloc0((file->count + rows) * sizeof(char *));
	const char **values = pg_malloc0((file->count + rows) * sizeof(char *));
	int			count;
	char	   *revision;

	for (count = 0; count < file->count; count++)
	{
		keys[count] = file->keys[count];
		values[count] = file->values[count];
	}
	for (int row = 0; row < rows && !preview_is_empty(preview); row++)
	{
		if (change_field(preview, row, CHANGE_NEW_VALUE) == NULL)
			keys[count++] = change_field(preview, row, CHANGE_KEY);
	}
	revision = apply_changes(keys, values, count, change_field(preview, 0, CHANGE_REVISION));
	pg_free(keys);
	pg_free(values);
	return revision;
}

/* A key that came after the preview is not in the file, nor was it shown. */
static void
check_complete(const ParamFile *file, const char *previewed)
{
	PGresult   *rest = preview_import(file);

	if (!preview_is_empty(rest))
		fail_changed_since(previewed, NULL);
	PQclear(rest);
}

static int
import(int argc, char **argv)
{
	ParamFile	file;
	PGresult   *preview;
	char	   *revision;

	require_reason();
	param_file_read(&file, argv[0]);
	require_parameters(&file, argv[0]);
	preview = preview_import(&file);
	agree_on(preview);
	begin_change();
	revision = apply_file(&file, preview);
	check_complete(&file, change_field(preview, 0, CHANGE_REVISION));
	finish_change(revision, change_options.yes ? "" : NULL);
	pg_free(revision);
	PQclear(preview);
	param_file_free(&file);
	return EXIT_DONE;
}

static const Option import_options[] = {
	REASON_OPTION,
	YES_OPTION,
	{"replace", 0, OPTION_FLAG, &replace, NULL, "remove parameters that the file does not have"},
	{"allow-empty", 0, OPTION_FLAG, &allow_empty, NULL, "let --replace remove everything"},
	ACT_AS_OPTION,
	{0}
};

const Command import_command = {
	.name = "import",
	.access = "editor",
	.arguments = "FILE",
	.summary = "set parameters from a file, all in one revision or none",
	.description = "The file is a JSON object of strings, or lines KEY=VALUE as a shell reads\n"
	"them; \"-\" is standard input.  Shows what is new, changed, removed, and asks.\n"
	"Parameters that the file does not have stay as they are, unless --replace, which\n"
	"refuses a file without any unless --allow-empty.  If someone changes one between\n"
	"what was shown and the answer, nothing is changed, and ftf ends with exit 5.",
	.options = import_options,
	.min_arguments = 1,
	.max_arguments = 1,
	.completes = ARGUMENT_FILE,
	.run = import
};
