/*-------------------------------------------------------------------------
 *
 * languages.c
 *	  The languages: their strings and comments, and what reads, assigns and
 *	  defaults look like in them.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "languages.h"
#include "lines.h"
#include "shell.h"
#include "yaml.h"

/* The first pattern that fits counts. */

static const LintSyntax python_syntax = {
	.line_comment = "#",
	.particular = LEX_PYTHON_PREFIXES,
	.strings = (const StringForm[])
	{
		{"\"\"\"", "\"\"\"", STRING_ESCAPES | STRING_LINES},
		{"'''", "'''", STRING_ESCAPES | STRING_LINES},
		{"\"", "\"", STRING_ESCAPES},
		{"'", "'", STRING_ESCAPES},
		{NULL, NULL, 0}
	}
};

static const LintPattern python_patterns[] = {
	{"environ [ $", USE_READ, THEN_ASSIGN | THEN_OR},
	{"environ . get ( $", USE_READ, THEN_ARGUMENT | THEN_OR},
	{"environ . pop ( $", USE_READ, THEN_ARGUMENT | THEN_OR},
	{"environ . setdefault ( $", USE_DEFAULT, 0},
	{"environ . __getitem__ ( $", USE_READ, THEN_OR},
	{"getenv ( key = $", USE_READ, THEN_ARGUMENT | THEN_OR},
	{"getenv ( $", USE_READ, THEN_ARGUMENT | THEN_OR},
	{"environb [ $", USE_READ, THEN_ASSIGN | THEN_OR},
	{"environb . get ( $", USE_READ, THEN_ARGUMENT | THEN_OR},
	{"getenvb ( $", USE_READ, THEN_ARGUMENT | THEN_OR},
	{"expandvars ( $", USE_READ, THEN_EXPAND},
	{"putenv ( $", USE_ASSIGNED, 0},
	{"setenv ( $", USE_ASSIGNED, 0},	/* pytest's monkeypatch */
	{"envvar = [ $", USE_READ, THEN_MORE | THEN_ATTRIBUTE}, /* click's and typer's */
	{"envvar = $", USE_READ, THEN_ATTRIBUTE},
	{NULL, 0, 0}
};

static const LintAlias python_aliases[] = {
	{"environ as @", "environ", NULL},
	{"getenv as @", "getenv", NULL},
	{"@ = os . environ . copy ( )", "environ", NULL},
	{"@ = dict ( os . environ", "environ", NULL},
	{"@ = { ** os . environ", "environ", NULL},
	{"@ = os . environ . get", "getenv", "("},
	{"@ = os . environ", "environ", ".[("},
	{"@ = environ . copy ( )", "environ", NULL},
	{"@ = environ", "environ", ".[("},
	{"@ = os . getenv", "getenv", "("},
	{NULL, NULL, NULL}
};

static const LintSyntax c_syntax = {
	.line_comment = "//",
	.block_comments = true,
	.particular = LEX_CPP_RAW,
	.strings = (const StringForm[])
	{
		{"\"", "\"", STRING_ESCAPES},
		{"'", "'", STRING_ESCAPES},
		{NULL, NULL, 0}
	}
};

static const LintPattern c_patterns[] = {
	{"getenv ( $", USE_READ, THEN_OR},
	{"secure_getenv ( $", USE_READ, THEN_OR},
	{"__secure_getenv ( $", USE_READ, THEN_OR},
	{"g_getenv ( $", USE_READ, THEN_OR},
	{"qgetenv ( $", USE_READ, 0},
	{"qEnvironmentVariable ( $", USE_READ, THEN_ARGUMENT},
	{"qEnvironmentVariableIntValue ( $", USE_READ, 0},
	{"getenv_s ( & @ , @ , @ , $", USE_READ, 0},
	{"setenv ( $", USE_ASSIGNED, 0},
	{"g_setenv ( $", USE_ASSIGNED, 0},
	{"qputenv ( $", USE_ASSIGNED, 0},
	{"putenv ( $", USE_ASSIGNED, 0},
	{NULL, 0, 0}
};

static const LintSyntax javascript_syntax = {
	.line_comment = "//",
	.block_comments = true,
	.particular = LEX_SLASH_REGEX,
	.strings = (const StringForm[])
	{
		{"`", "`", STRING_ESCAPES | STRING_LINES | STRING_DOLLAR},
		{"\"", "\"", STRING_ESCAPES},
		{"'", "'", STRING_ESCAPES},
		{NULL, NULL, 0}
	}
};

static const LintPattern javascript_patterns[] = {
	{"env . get ( $", USE_READ, THEN_OR},	/* Deno's */
	{"env . has ( $", USE_READ, 0},
	{"env . set ( $", USE_ASSIGNED, 0},
	{"env . @", USE_READ, THEN_ASSIGN | THEN_OR},
	{"env ?. @", USE_READ, THEN_ASSIGN | THEN_OR},
	{"env [ $", USE_READ, THEN_ASSIGN | THEN_OR},
	{"env ?. [ $", USE_READ, THEN_OR},
	{"env ! . @", USE_READ, THEN_ASSIGN | THEN_OR},
	{"env ! [ $", USE_READ, THEN_ASSIGN | THEN_OR},
	{"stubEnv ( $", USE_ASSIGNED, 0},	/* vitest's */
	{NULL, 0, 0}
};

static const LintAlias javascript_aliases[] = {
	{"{ env : @ } = process", "env", NULL},
	{"env as @ } from", "env", NULL},
	{"@ = { ... process . env", "env", NULL},
	{"@ = process . env", "env", ".[?"},
	{"@ = import . meta . env", "env", ".[?"},
	{NULL, NULL, NULL}
};

static const LintSyntax go_syntax = {
	.line_comment = "//",
	.block_comments = true,
	.strings = (const StringForm[])
	{
		{"`", "`", STRING_LINES},
		{"\"", "\"", STRING_ESCAPES},
		{"'", "'", STRING_ESCAPES},
		{NULL, NULL, 0}
	}
};

static const LintPattern go_patterns[] = {
	{"Or ( os . Getenv ( $ ) ,", USE_DEFAULT, 0},
	{"Getenv ( $", USE_READ, 0},
	{"LookupEnv ( $", USE_READ, 0},
	{"ExpandEnv ( $", USE_READ, THEN_EXPAND},
	{"os . Expand ( $", USE_READ, THEN_EXPAND},
	{"Setenv ( $", USE_ASSIGNED, 0},
	{"Environ ( ) , $", USE_ASSIGNED, THEN_MORE},
	{"append ( @ . Env , $", USE_ASSIGNED, THEN_MORE},
	{"Env = [ ] string { $", USE_ASSIGNED, THEN_MORE},
	{"Env : [ ] string { $", USE_ASSIGNED, THEN_MORE},
	{NULL, 0, 0}
};

static const LintAlias go_aliases[] = {
	{"@ := os . Getenv", "Getenv", "("},
	{"@ = os . Getenv", "Getenv", "("},
	{"@ := os . LookupEnv", "LookupEnv", "("},
	{"@ = os . LookupEnv", "LookupEnv", "("},
	{NULL, NULL, NULL}
};

static const LintSyntax rust_syntax = {
	.line_comment = "//",
	.block_comments = true,
	.particular = LEX_NESTED_COMMENTS | LEX_RUST,
	.strings = (const StringForm[])
	{
		{"\"", "\"", STRING_ESCAPES | STRING_LINES},
		{NULL, NULL, 0}
	}
};

static const LintPattern rust_patterns[] = {
	{"var ( $", USE_READ, THEN_CHAIN},
	{"var_os ( $", USE_READ, THEN_CHAIN},
	{"env ! ( $", USE_READ, 0},
	{"option_env ! ( $", USE_READ, THEN_CHAIN},
	{"set_var ( $", USE_ASSIGNED, 0},
	{"env ( $ )", USE_READ, THEN_CHAIN},	/* clap's */
	{"env ( $", USE_ASSIGNED, 0},	/* of a Command */
	{"env = $", USE_READ, THEN_ATTRIBUTE},	/* clap's */
	{NULL, 0, 0}
};

static const LintAlias rust_aliases[] = {
	{"env :: var as @", "var", NULL},
	{"env :: var_os as @", "var_os", NULL},
	{"env :: set_var as @", "set_var", NULL},
	{NULL, NULL, NULL}
};

static const LintSyntax java_syntax = {
	.line_comment = "//",
	.block_comments = true,
	.strings = (const StringForm[])
	{
		{"\"\"\"", "\"\"\"", STRING_ESCAPES | STRING_LINES},
		{"\"", "\"", STRING_ESCAPES},
		{"'", "'", STRING_ESCAPES},
		{NULL, NULL, 0}
	}
};

static const LintPattern java_patterns[] = {
	{"requireNonNullElse ( System . getenv ( $ ) ,", USE_DEFAULT, 0},
	{"getenv ( ) . getOrDefault ( $", USE_READ, THEN_ARGUMENT},
	{"getenv ( ) . get ( $", USE_READ, THEN_CHAIN},
	{"getenv ( ) . containsKey ( $", USE_READ, 0},
	{"getenv ( $", USE_READ, THEN_CHAIN},
	{"<env> . getOrDefault ( $", USE_READ, THEN_ARGUMENT},
	{"<env> . get ( $", USE_READ, THEN_CHAIN},
	{"<env> . containsKey ( $", USE_READ, 0},
	{"Value ( $", USE_READ, THEN_PLACEHOLDER},	/* Spring's */
	{"environment ( ) . put ( $", USE_ASSIGNED, 0}, /* of a ProcessBuilder */
	{"<env> . put ( $", USE_ASSIGNED, 0},
	{"environment ( ) . putIfAbsent ( $", USE_ASSIGNED, 0},
	{"<env> . putIfAbsent ( $", USE_ASSIGNED, 0},
	{NULL, 0, 0}
};

static const LintAlias java_aliases[] = {
	{"@ = System . getenv ( )", "<env>", "."},
	{"@ = @ . environment ( )", "<env>", "."},
	{NULL, NULL, NULL}
};

static const LintSyntax ruby_syntax = {
	.line_comment = "#",
	.particular = LEX_RUBY | LEX_SLASH_REGEX,
	.strings = (const StringForm[])
	{
		{"\"", "\"", STRING_ESCAPES | STRING_LINES | STRING_HASH},
		{"`", "`", STRING_ESCAPES | STRING_LINES | STRING_HASH},
		{"'", "'", STRING_ESCAPES | STRING_LINES},
		{NULL, NULL, 0}
	}
};

static const LintPattern ruby_patterns[] = {
	{"ENV [ $", USE_READ, THEN_ASSIGN | THEN_OR},
	{"ENV . fetch ( $", USE_READ, THEN_ARGUMENT | THEN_BLOCK | THEN_OR},
	{"ENV . fetch $", USE_READ, THEN_ARGUMENT | THEN_BLOCK | THEN_OR},
	{"ENV . dig ( $", USE_READ, THEN_OR},
	{"ENV . delete ( $", USE_READ, THEN_OR | THEN_BLOCK},
	{"ENV . key ? ( $", USE_READ, 0},
	{"ENV . has_key ? ( $", USE_READ, 0},
	{"ENV . include ? ( $", USE_READ, 0},
	{"ENV . member ? ( $", USE_READ, 0},
	{"ENV . values_at ( $", USE_READ, THEN_MORE},
	{"ENV . slice ( $", USE_READ, THEN_MORE},
	{"ENV . store ( $", USE_ASSIGNED, 0},
	{NULL, 0, 0}
};

static const LintAlias ruby_aliases[] = {
	{"@ = ENV", "ENV", ".["},
	{"@ = ENV . to_h", "ENV", NULL},
	{NULL, NULL, NULL}
};

static const LintAlias no_aliases[] = {
	{NULL, NULL, NULL}
};

static const LintLanguage python = {
	"python", ".py .pyi .pyw .pyx ", "python ",
	&python_syntax, python_patterns, python_aliases, "or ", "env environ ", NULL
};
static const LintLanguage c = {
	"c", ".c .h .cc .cpp .cxx .c++ .hh .hpp .hxx .h++ .ipp .inl .cu .cuh .m .mm ", NULL,
	&c_syntax, c_patterns, no_aliases, "?: ", NULL, NULL
};
static const LintLanguage javascript = {
	"javascript", ".js .jsx .mjs .cjs .ts .tsx .mts .cts ", "node deno bun ",
	&javascript_syntax, javascript_patterns, javascript_aliases,
	"?? || ||= ", "env ", NULL
};
static const LintLanguage go = {
	"go", ".go ", NULL, &go_syntax, go_patterns, go_aliases, "", NULL, NULL
};
static const LintLanguage rust = {
	"rust", ".rs ", NULL, &rust_syntax, rust_patterns, rust_aliases, "", NULL, NULL
};
static const LintLanguage java = {
	"java", ".java ", NULL, &java_syntax, java_patterns, java_aliases, "", NULL, NULL
};
static const LintLanguage ruby = {
	"ruby", ".rb .rake .gemspec .ru Rakefile Gemfile ", "ruby ",
	&ruby_syntax, ruby_patterns, ruby_aliases, "|| or ||= ", "ENV ", NULL
};
static const LintLanguage shell = {
	"shell", ".sh .bash .zsh .ksh .dash .bats .envrc .bashrc .zshrc .profile .bash_profile ",
	"sh bash dash zsh ksh ", NULL, NULL, NULL, NULL, NULL, lint_read_shell
};
static const LintLanguage dockerfile = {
	"dockerfile",
	".dockerfile .Dockerfile .containerfile .Containerfile Dockerfile Containerfile ", NULL,
	NULL, NULL, NULL, NULL, NULL, lint_read_dockerfile
};
static const LintLanguage yaml = {
	"yaml", ".yaml .yml ", NULL, NULL, NULL, NULL, NULL, NULL, lint_read_yaml
};
static const LintLanguage env_file = {
	"env", ".env ", NULL, NULL, NULL, NULL, NULL, NULL, lint_read_env_file
};

const LintLanguage *const lint_languages[] = {
	&python, &c, &javascript, &go, &rust, &java, &ruby, &shell, &dockerfile,
	&yaml, &env_file, NULL
};
