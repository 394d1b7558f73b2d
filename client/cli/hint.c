/*-------------------------------------------------------------------------
 *
 * hint.c
 *	  The server's hints in the words of ftf's own commands.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "hint.h"
#include "lib/stringinfo.h"

static const char *command_access;

/* What SQL says, and what ftf says for it; of several, the first that fits. */
typedef struct Way
{
	const char *sql;			/* NULL ends the table */
	const char *ftf;
} Way;

static const Way hint_ways[] = {
	{"A definition is an object such as {\"type\": \"integer\", \"minimum\": 1, \"unit\": \"bars\"}.", "\"ftf define --help\" lists what a definition is made of."},
	{"if_revision => ", "--if-revision "},
	{"SELECT run_id FROM finetune_runs ORDER BY taken_at DESC", "\"ftf runs\""},
	{"SELECT * FROM ftf_verify()", "\"ftf verify\""},
	{"SELECT * FROM ftf_protection() WHERE NOT holds", "\"ftf status\""},
	{"SELECT * FROM ftf_protection()", "\"ftf status\""},
	{"Call ftf_act_as(operator) in this transaction first", "Name the person with --act-as"},
	{"ftf_set(key, value, reason)", "\"ftf set KEY=VALUE -m REASON\""},
	{"ftf_apply(changes, reason)", "\"ftf import FILE -m REASON\""},
	{"with \"allow\": [\"secret\"]", "with --allow=secret"},
	{"ftf_head()", "\"ftf head\""},
	{"ftf_unset", "\"ftf unset\""},
	{"ftf_undefine", "\"ftf undefine\""},
	{"ftf_define", "\"ftf define\""},
	{"ftf_govern", "\"ftf govern\""},
	{0}
};

/* Fields of a definition are options of ftf define. */
static const Way definition_ways[] = {
	{"\"type\"", "--type"},
	{"\"minimum\"", "--min"},
	{"\"maximum\"", "--max"},
	{"\"choices\"", "--choice"},
	{"\"pattern\"", "--pattern"},
	{"\"unit\"", "--unit"},
	{"\"category\"", "--category"},
	{"\"description\"", "--description"},
	{"\"allow\"", "--allow"},
	{0}
};

static char *
replace_ways(const char *said, const Way *ways)
{
	StringInfoData words;

	initStringInfo(&words);
	while (*said != '\0')
	{
		const Way  *way = ways;

		while (way->sql != NULL &&
			   strncmp(said, way->sql, strlen(way->sql)) != 0)
			way++;
		if (way->sql != NULL)
		{
			appendStringInfoString(&words, way->ftf);
			said += strlen(way->sql);
		}
		else
			appendStringInfoChar(&words, *said++);
	}
	return words.data;
}

char *
hint_for_people(const char *hint)
{
	return replace_ways(hint, hint_ways);
}

char *
definition_for_people(const char *detail)
{
	return replace_ways(detail, definition_ways);
}

void
set_needed_access(const char *access)
{
	command_access = access;
}

const char *
needed_access(void)
{
	return command_access != NULL ? command_access : "reader";
}
