/*-------------------------------------------------------------------------
 *
 * drift.c
 *	  Drift in source trees: what they use, beside what the store holds.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <sys/stat.h>

#include "cli/fail.h"
#include "cli/file.h"
#include "drift.h"
#include "match.h"
#include "print.h"
#include "recognize.h"
#include "rules/judge.h"
#include "store/connection.h"
#include "walk.h"

static char **
query_list(const char *sql, int *count)
{
	PGresult   *result = must_query(sql, 0, NULL);
	char	  **items = pg_malloc((PQntuples(result) + 1) * sizeof(char *));

	*count = PQntuples(result);
	for (int i = 0; i < *count; i++)
		items[i] = pg_strdup(PQgetvalue(result, i, 0));
	PQclear(result);
	return items;
}

void
lint_read_store(Lint *lint)
{
	char	  **prefixes;

	lint->keys.items = query_list("SELECT jsonb_object_keys(@extschema@.ftf_env())",
								  &lint->keys.count);
	prefixes = query_list("SELECT unnest(coalesce("
						  "(SELECT governed_prefixes FROM @extschema@.ftf_config), "
						  "'{" FTF_DEFAULT_PREFIX "}'))",
						  &lint->prefixes.count);
	lint->prefixes.items = pg_malloc_array(FtfStr, lint->prefixes.count);
	for (int i = 0; i < lint->prefixes.count; i++)
		lint->prefixes.items[i] = ftf_str_c(prefixes[i]);
	pg_free(prefixes);
}

/* What has no suffix may tell its language in the first line. */
static bool
wants(const char *path)
{
	const char *slash = strrchr(path, '/');

	return lint_language_of_name(path) != NULL ||
		strchr(slash ? slash + 1 : path, '.') == NULL;
}

static void
visit(const char *path, const char *data, size_t length, void *arg)
{
	Lint	   *lint = arg;
	const LintLanguage *language = lint_language_of_name(path);
	LintSource	source;

	lint_source_begin(&source, &lint->prefixes, &lint->uses);
	data = skip_byte_order_mark(data, &length);
	source.path = path;
	source.data = data;
	source.length = length;
	if (language == NULL)
		language = lint_language_of_data(data, length);
	if (language == NULL || !lint_source_matters(&source))
		return;
	simple_string_list_append(&lint->paths, path);
	source.path = lint->paths.tail->val;
	if (language->read != NULL)
		language->read(&source);
	else
		lint_match(&source, language);
	lint_source_end(&source);
}

void
lint_read_tree(Lint *lint, const char *path)
{
	struct stat status;

	if (stat(path, &status) != 0)
		fail(EXIT_OTHER, NULL, "could not read \"%s\": %m", path);
	lint->unreadable += lint_walk(path, wants, visit, lint);
}

void
lint_free(Lint *lint)
{
	for (int i = 0; i < lint->keys.count; i++)
		pg_free(lint->keys.items[i]);
	for (int i = 0; i < lint->prefixes.count; i++)
		pg_free(unconstify(char *, lint->prefixes.items[i].data));
	pg_free(lint->keys.items);
	pg_free(lint->prefixes.items);
	lint_uses_free(&lint->uses);
	simple_string_list_destroy(&lint->paths);
}

int
lint_path_for_run(const char *path)
{
	Lint		lint = {0};
	LintFindings findings = {0};
	int			errors;

	lint_read_store(&lint);
	lint_read_tree(&lint, path);
	lint_compare(&lint.uses, &lint.keys, &findings);
	lint_print_lines(stderr, &findings, true);
	errors = findings.errors + lint.unreadable;
	lint_findings_free(&findings);
	lint_free(&lint);
	return errors;
}
