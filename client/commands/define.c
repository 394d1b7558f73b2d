/*-------------------------------------------------------------------------
 *
 * define.c
 *	  ftf define, ftf undefine: what a parameter's value may be.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "change.h"
#include "cli/fail.h"
#include "cli/spelling.h"
#include "commands.h"
#include "store/connection.h"
#include "store/json_text.h"

static const char *type;
static const char *minimum;
static const char *maximum;
static const char *pattern;
static const char *unit;
static const char *category;
static const char *description;
static SimpleStringList choices;
static SimpleStringList allow;
static bool replace;

/*
 * A bound as a JSON number.  What is no number stays a string, which the
 * server refuses.
 */
#define BOUND(n) \
	"CASE WHEN " n "::text ~ '^-?(0|[1-9][0-9]*)([.][0-9]+)?$' AND length(" n "::text) <= 10000" \
	" THEN to_jsonb(" n "::text::numeric) ELSE to_jsonb(" n "::text) END"

/*
 * The definition before, as it stands in the history, and the one to be: what
 * is given laid over the one before (over nothing if $11), empty strings
 * removing a field.
 */
static const char merged_sql[] =
"SELECT old.definition::text,"
" (CASE WHEN $11::boolean THEN '{}' ELSE coalesce(old.definition, '{}') END || given.fields)"
" - ARRAY(SELECT key FROM jsonb_each(given.fields) WHERE value = '\"\"')"
" FROM (SELECT jsonb_strip_nulls(jsonb_build_object('type', $2::text,"
" 'minimum', " BOUND("$3") ", 'maximum', " BOUND("$4") ","
" 'choices', $5::jsonb, 'pattern', $6::text, 'unit', $7::text,"
" 'category', $8::text, 'description', $9::text,"
" 'allow', $10::jsonb)) AS fields) given"
" LEFT JOIN @extschema@.ftf_parameter old ON old.key = $1::text";

/* NULL if the option was not given. */
static char *
json_of_list(const SimpleStringList *list)
{
	const char **items;
	int			count = 0;
	char	   *json;

	if (list->head == NULL)
		return NULL;
	for (SimpleStringListCell *cell = list->head; cell != NULL; cell = cell->next)
		count++;
	items = pg_malloc(count * sizeof(char *));
	count = 0;
	for (SimpleStringListCell *cell = list->head; cell != NULL; cell = cell->next)
		items[count++] = cell->val;
	json = json_list(items, count);
	pg_free(items);
	return json;
}

static PGresult *
merge_definition(const char *key)
{
	char	   *choice_list = json_of_list(&choices);
	char	   *allow_list = json_of_list(&allow);
	const char *params[] = {key, type, minimum, maximum, choice_list, pattern,
	unit, category, description, allow_list, replace ? "true" : "false"};
	PGresult   *merged = must_query(merged_sql, lengthof(params), params);

	pg_free(choice_list);
	pg_free(allow_list);
	return merged;
}

/* What was merged must be what was replaced: nobody's change gets lost. */
static void
check_merged(const char *key, const char *old_definition, const char *revision)
{
	PGresult   *changes = read_changes(revision);
	const char *replaced;

	if (PQntuples(changes) > 0)
	{
		replaced = change_field(changes, 0, CHANGE_OLD_VALUE);
		if (strcmp(replaced ? replaced : "", old_definition ? old_definition : "") != 0)
			fail(EXIT_CHANGED, "Look at the new definition, then try again.",
				 "the definition of \"%s\" was changed by someone else at this moment; nothing was changed here", key);
	}
	PQclear(changes);
}

static const Option define_options[] = {
	{"type", 0, OPTION_TEXT, &type, "text|integer|number|boolean|choice", "what kind of value it is"},
	{"min", 0, OPTION_TEXT, &minimum, "NUMBER", "least value, of an integer or number"},
	{"max", 0, OPTION_TEXT, &maximum, "NUMBER", "greatest value, of an integer or number"},
	{"choice", 0, OPTION_LIST, &choices, "VALUE", "one value of a choice; may be repeated"},
	{"pattern", 0, OPTION_TEXT, &pattern, "REGEXP", "what a whole text must match"},
	{"unit", 0, OPTION_TEXT, &unit, "UNIT", "unit of the value, for people"},
	{"category", 0, OPTION_TEXT, &category, "NAME", "group of parameters, for people"},
	{"description", 0, OPTION_TEXT, &description, "TEXT", "what the parameter does, for people"},
	{"allow", 0, OPTION_LIST, &allow, "control|invisible|space|secret", "what this value may have; may be repeated"},
	{"replace", 0, OPTION_FLAG, &replace, NULL, "start anew instead of adding to what is there"},
	REASON_OPTION,
	ACT_AS_OPTION,
	{0}
};

/* Other programs' words for types, which no spelling is near. */
static const struct
{
	const char *theirs;
	const char *ours;
}			type_words[] = {
	{"string", "text"},
	{"str", "text"},
	{"float", "number"},
	{"double", "number"},
	{"decimal", "number"},
	{"real", "number"},
	{"enum", "choice"},
};

/* Whatever this refuses, the store would, but without a word that is near. */
static void
check_word(const char *option, const char *given)
{
	const char *words = NULL;
	Spelling	spelling;

	for (const Option *o = define_options; o->name != NULL; o++)
	{
		if (strcmp(o->name, option) == 0)
			words = o->argument;
	}
	spelling_begin(&spelling, given);
	if (given[0] == '\0' || spelling_is_word(&spelling, words, '|'))
		return;
	for (int i = 0; i < (int) lengthof(type_words) && strcmp(option, "type") == 0; i++)
	{
		if (pg_strcasecmp(given, type_words[i].theirs) == 0)
			spelling.nearest = type_words[i].ours;
	}
	fail(EXIT_REFUSED,
		 spelling.nearest ? psprintf("Did you mean \"%s\"?", spelling.nearest) : "\"ftf define --help\" explains them.",
		 "--%s must be one of %s, not \"%s\"", option, words, given);
}

static void
check_words(void)
{
	if (type != NULL)
		check_word("type", type);
	for (SimpleStringListCell *cell = allow.head; cell != NULL; cell = cell->next)
		check_word("allow", cell->val);
}

static int
define(int argc, char **argv)
{
	const char *key = argv[0];
	PGresult   *merged;
	const char *params[3];
	char	   *revision;

	require_reason();
	check_words();
	begin_change();
	merged = merge_definition(key);
	params[0] = key;
	params[1] = PQgetvalue(merged, 0, 1);
	params[2] = change_options.reason;
	revision = must_query_value("SELECT @extschema@.ftf_define($1::text, $2::jsonb, $3::text)", 3, params);
	if (!replace)
		check_merged(key, PQgetisnull(merged, 0, 0) ? NULL : PQgetvalue(merged, 0, 0), revision);
	finish_change(revision, "definition of ");
	pg_free(revision);
	PQclear(merged);
	return EXIT_DONE;
}

const Command define_command = {
	.name = "define",
	.access = "editor",
	.arguments = "KEY",
	.summary = "say what a parameter's value may be, and what it means",
	.description = "What isn't given stays as it is in the definition that is there; an empty\n"
	"text, as in --unit=, removes a field; --choice and --allow replace all that\n"
	"were there.  With --replace the definition holds only what is given.  It is\n"
	"refused where the parameter's value breaks it.\n"
	"\n"
	"--allow lists what is refused in other values: control, invisible, space or\n"
	"secret (what only looks like a credential).",
	.options = define_options,
	.min_arguments = 1,
	.max_arguments = 1,
	.completes = ARGUMENT_KEY,
	.run = define
};

static int
undefine(int argc, char **argv)
{
	const char *params[] = {argv[0], change_options.reason};
	char	   *revision;

	require_reason();
	begin_change();
	revision = must_query_value("SELECT @extschema@.ftf_undefine($1::text, $2::text)", 2, params);
	finish_change(revision, "definition of ");
	pg_free(revision);
	return EXIT_DONE;
}

static const Option undefine_options[] = {
	REASON_OPTION,
	ACT_AS_OPTION,
	{0}
};

const Command undefine_command = {
	.name = "undefine",
	.access = "editor",
	.arguments = "KEY",
	.summary = "remove a parameter's definition; its value stays",
	.options = undefine_options,
	.min_arguments = 1,
	.max_arguments = 1,
	.completes = ARGUMENT_KEY,
	.run = undefine
};
