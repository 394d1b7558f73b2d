/*-------------------------------------------------------------------------
 *
 * lint.c
 *	  ftf lint: drift in source code, found before the run.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <sys/stat.h>

#include "cli/fail.h"
#include "cli/output.h"
#include "cli/param_file.h"
#include "commands.h"
#include "common/logging.h"
#include "lib/stringinfo.h"
#include "lint/drift.h"
#include "lint/match.h"
#include "lint/print.h"
#include "lint/recognize.h"
#include "lint/sarif.h"
#include "lint/walk.h"
#include "rules/judge.h"
#include "store/connection.h"

static const char *baseline;
static SimpleStringList prefix_options;
static bool sarif;

/* The store's side, and what was found in files. */
typedef struct Lint
{
	LintKeys	keys;
	LintPrefixes prefixes;
	LintUses	uses;
	SimpleStringList paths;		/* of files that have uses */
	int			unreadable;
} Lint;

static void
read_baseline(Lint *lint)
{
	ParamFile	file;

	param_file_read(&file, baseline);
	lint->keys.items = pg_malloc((file.count + 1) * sizeof(char *));
	for (int i = 0; i < file.count; i++)
		lint->keys.items[lint->keys.count++] = pg_strdup(file.keys[i]);
	param_file_free(&file);
	if (prefix_options.head == NULL)
		simple_string_list_append(&prefix_options, FTF_DEFAULT_PREFIX);
	for (SimpleStringListCell *cell = prefix_options.head; cell != NULL; cell = cell->next)
		lint->prefixes.count++;
	lint->prefixes.items = pg_malloc(lint->prefixes.count * sizeof(char *));
	lint->prefixes.count = 0;
	for (SimpleStringListCell *cell = prefix_options.head; cell != NULL; cell = cell->next)
	{
		if (cell->val[0] == '\0')
			fail_usage("a prefix can't be empty");
		lint->prefixes.items[lint->prefixes.count++] = pg_strdup(cell->val);
	}
}

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

static void
read_store(Lint *lint)
{
	if (prefix_options.head != NULL)
		fail_usage("--prefix is for --baseline: the store knows its prefixes");
	lint->keys.items = query_list("SELECT jsonb_object_keys(@extschema@.ftf_env())",
								  &lint->keys.count);
	lint->prefixes.items = query_list("SELECT unnest(coalesce("
									  "(SELECT governed_prefixes FROM @extschema@.ftf_config), "
									  "'{" FTF_DEFAULT_PREFIX "}'))",
									  &lint->prefixes.count);
}

/* A byte-order mark is no part of the text. */
#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

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
	if (strncmp(data, BYTE_ORDER_MARK, strlen(BYTE_ORDER_MARK)) == 0)
	{
		data += strlen(BYTE_ORDER_MARK);
		length -= strlen(BYTE_ORDER_MARK);
	}
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

static void
free_lint(Lint *lint)
{
	for (int i = 0; i < lint->keys.count; i++)
		pg_free(lint->keys.items[i]);
	for (int i = 0; i < lint->prefixes.count; i++)
		pg_free(lint->prefixes.items[i]);
	pg_free(lint->keys.items);
	pg_free(lint->prefixes.items);
	lint_uses_free(&lint->uses);
	simple_string_list_destroy(&lint->paths);
}

static void
lint_tree(Lint *lint, const char *path)
{
	struct stat status;

	if (stat(path, &status) != 0)
		fail(EXIT_OTHER, NULL, "could not read \"%s\": %m", path);
	lint->unreadable += lint_walk(path, wants, visit, lint);
}

int
lint_path_for_run(const char *path)
{
	Lint		lint = {0};
	LintFindings findings = {0};
	int			errors;

	read_store(&lint);
	lint_tree(&lint, path);
	lint_compare(&lint.uses, &lint.keys, &findings);
	lint_print_lines(stderr, &findings, true);
	errors = findings.errors + lint.unreadable;
	lint_findings_free(&findings);
	free_lint(&lint);
	return errors;
}

static void
print_summary(const LintFindings *findings)
{
	int			counts[RULE_COUNT] = {0};
	StringInfoData line;

	initStringInfo(&line);
	for (int i = 0; i < findings->count; i++)
		counts[findings->items[i].rule]++;
	for (int i = 0; i < RULE_COUNT; i++)
	{
		if (counts[i] > 0)
			appendStringInfo(&line, "%s%d %s", line.len > 0 ? ", " : "",
							  counts[i], lint_rules[i].name);
	}
	say("%s", line.len > 0 ? line.data : "no drift");
	pg_free(line.data);
}

static int
lint_command_run(int argc, char **argv)
{
	Lint		lint = {0};
	LintFindings findings = {0};
	int			code;

	if (sarif && output_format != FORMAT_TABLE)
		fail_usage("only one of --sarif, --json, --csv and --plain can be given");
	if (baseline != NULL)
		read_baseline(&lint);
	else
		read_store(&lint);
	disconnect_store();
	for (int i = 0; i < argc; i++)
		lint_tree(&lint, argv[i]);
	lint_compare(&lint.uses, &lint.keys, &findings);
	if (sarif)
		lint_print_sarif(&findings, baseline ? baseline : argv[0]);
	else if (output_format != FORMAT_TABLE)
		lint_print_rows(&findings);
	else
	{
		lint_print_lines(stdout, &findings, false);
		print_summary(&findings);
	}
	code = findings.errors > 0 ? EXIT_MISSING : lint.unreadable > 0 ? EXIT_OTHER : EXIT_DONE;
	lint_findings_free(&findings);
	free_lint(&lint);
	return code;
}

static const Option lint_options[] = {
	{"baseline", 0, OPTION_TEXT, &baseline, "FILE", "compare with a file of parameters (JSON or KEY=VALUE), not the store"},
	{"prefix", 0, OPTION_LIST, &prefix_options, "PREFIX", "with --baseline: a governed prefix, instead of " FTF_DEFAULT_PREFIX "; may be repeated"},
	{"sarif", 0, OPTION_FLAG, &sarif, NULL, "print SARIF 2.1.0"},
	{0}
};

const Command lint_command = {
	.name = "lint",
	.arguments = "PATH...",
	.summary = "find reads of governed variables in code that drift from the store",
	.description =
	"Reads Python, C, C++, shell, JavaScript, TypeScript, Go, Rust, Java, Ruby,\n"
	"Dockerfiles, YAML and .env files. What .gitignore excludes is passed over.\n"
	"\n"
	"  missing  (error):   read, but not in the store\n"
	"  default  (error):   read with a default in code\n"
	"  assigned (error):   given a value in code, a Dockerfile or a YAML file\n"
	"  unused   (warning): in the store, but read nowhere\n"
	"  dynamic  (note):    a name put together at run time, known to the guard alone\n"
	"\n"
	"A comment \"ftf: ignore REASON\" on the line, or on a line of its own above\n"
	"it, silences a finding; without a reason it is an error itself.\n"
	"\n"
	"Exit 4: there are errors. Exit 1: something could not be read.",
	.options = lint_options,
	.min_arguments = 1,
	.max_arguments = -1,
	.completes = ARGUMENT_FILE,
	.run = lint_command_run
};
