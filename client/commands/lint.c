/*-------------------------------------------------------------------------
 *
 * lint.c
 *	  ftf lint: drift in source code, found before the run.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "cli/fail.h"
#include "cli/output.h"
#include "cli/param_file.h"
#include "commands.h"
#include "lib/stringinfo.h"
#include "lint/drift.h"
#include "lint/print.h"
#include "lint/sarif.h"
#include "rules/judge.h"
#include "store/connection.h"

static const char *baseline;
static SimpleStringList prefix_options;
static bool sarif;

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
	lint->prefixes.items = pg_malloc_array(FtfStr, lint->prefixes.count);
	lint->prefixes.count = 0;
	for (SimpleStringListCell *cell = prefix_options.head; cell != NULL; cell = cell->next)
	{
		if (cell->val[0] == '\0')
			fail_usage("a prefix can't be empty");
		lint->prefixes.items[lint->prefixes.count++] = ftf_str_c(pg_strdup(cell->val));
	}
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
	if (baseline == NULL && prefix_options.head != NULL)
		fail_usage("--prefix is for --baseline: the store knows its prefixes");
	if (baseline != NULL)
		read_baseline(&lint);
	else
		lint_read_store(&lint);
	disconnect_store();
	for (int i = 0; i < argc; i++)
		lint_read_tree(&lint, argv[i]);
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
	lint_free(&lint);
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
