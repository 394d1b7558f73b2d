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

/* The first that fits counts. */
static const struct
{
	const char *sql;
	const char *ftf;
}			ways[] =

{
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
};

static int
find_way(const char *text)
{
	int			way = 0;

	while (way < (int) lengthof(ways) &&
		   strncmp(text, ways[way].sql, strlen(ways[way].sql)) != 0)
		way++;
	return way;
}

char *
hint_for_people(const char *hint)
{
	StringInfoData words;

	initStringInfo(&words);
	while (*hint != '\0')
	{
		int			way = find_way(hint);

		if (way < (int) lengthof(ways))
		{
			appendStringInfoString(&words, ways[way].ftf);
			hint += strlen(ways[way].sql);
		}
		else
			appendStringInfoChar(&words, *hint++);
	}
	return words.data;
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
