/*-------------------------------------------------------------------------
 *
 * environment.c
 *	  The environment that a run's command gets.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <unistd.h>

#include "cli/fail.h"
#include "cli/shown.h"
#include "environment.h"
#include "lib/stringinfo.h"
#include "rules/judge.h"

/* Ours to give: what was inherited under these names tells of another run. */
static const char *const own_names[] = {
	"FTF_RUN_ID", "FTF_REVISION", "FTF_HEAD", "FTF_SOURCE",
};

static bool
is_entry_of(const char *entry, const char *name)
{
	size_t		length = strlen(name);

	return strncmp(entry, name, length) == 0 && entry[length] == '=';
}

/* Is the name one that only the store may give a value? */
static bool
is_governed(const RunInput *input, FtfStr name)
{
	for (SimpleStringListCell *cell = input->prefixes.head; cell != NULL; cell = cell->next)
	{
		if (ftf_key_begins_with(name, ftf_str_c(cell->val)))
			return true;
	}
	return false;
}

static void
append_entry(Environment *environment, char *entry)
{
	environment->entries[environment->count++] = entry;
	environment->entries[environment->count] = NULL;
}

/* More room at the end, for count entries. */
static void
make_room(Environment *environment, int count)
{
	environment->entries = pg_realloc(environment->entries,
									  (environment->count + count + 1) * sizeof(char *));
}

const char *
environment_get(const Environment *environment, const char *name)
{
	for (int i = 0; i < environment->count; i++)
	{
		if (is_entry_of(environment->entries[i], name))
			return environment->entries[i] + strlen(name) + 1;
	}
	return NULL;
}

void
environment_set(Environment *environment, const char *name, const char *value)
{
	int			kept = 0;

	if (param_file_value(environment->parameters, name) != NULL)
		fail(EXIT_REFUSED, "Remove it with \"ftf unset\", and its prefix with \"ftf govern\".",
			 "parameter %s can't be given to a command: ftf run sets this variable itself", name);
	for (int i = 0; i < environment->count; i++)
	{
		if (!is_entry_of(environment->entries[i], name))
			environment->entries[kept++] = environment->entries[i];
	}
	environment->count = kept;
	environment->entries[kept] = NULL;
	if (value == NULL)
		return;
	make_room(environment, 1);
	append_entry(environment, psprintf("%s=%s", name, value));
}

/* An entry of ours and how it stands to the parameters. */
typedef enum Inherited
{
	INHERITED_OTHER,			/* not governed */
	INHERITED_SAME,				/* what the store says */
	INHERITED_STALE
} Inherited;

/* A parameter counts as governed also where its prefix no longer is. */
static Inherited
judge_inherited(const RunInput *input, const char *entry)
{
	const char *equals = strchr(entry, '=');
	size_t		length = equals ? (size_t) (equals - entry) : strlen(entry);
	char	   *name = pnstrdup(entry, length);
	const char *value = param_file_value(&input->parameters, name);
	bool		governed = value != NULL || is_governed(input, ftf_str_c(name));

	pg_free(name);
	if (equals == NULL || !governed)
		return INHERITED_OTHER;
	return value != NULL && strcmp(value, equals + 1) == 0 ?
		INHERITED_SAME : INHERITED_STALE;
}

static void
append_stale(StringInfo list, const RunInput *input, const char *entry)
{
	char	   *name = pnstrdup(entry, strchr(entry, '=') - entry);
	char	   *shown = shown_value(name);

	appendStringInfo(list, "%s%s%s", list->len > 0 ? ", " : "", shown,
					 param_file_value(&input->parameters, name) == NULL ?
					 " (not in the store)" : "");
	pg_free(shown);
	pg_free(name);
}

/* Everything of ours that the command may keep. */
static void
inherit(Environment *environment, const RunInput *input, bool drop_inherited)
{
	StringInfoData stale;
	int			nstale = 0;

	initStringInfo(&stale);
	for (char **entry = environ; *entry != NULL; entry++)
	{
		switch (judge_inherited(input, *entry))
		{
			case INHERITED_OTHER:
				append_entry(environment, *entry);
				break;
			case INHERITED_SAME:
				break;
			case INHERITED_STALE:
				append_stale(&stale, input, *entry);
				nstale++;
				break;
		}
	}
	if (nstale > 0 && !drop_inherited)
		fail(EXIT_MISSING,
			 "Unset them where they are set (a shell, an image, a compose file), or remove them with --drop-inherited.",
			 "%d governed variable%s in the environment %s not what the store says: %s",
			 nstale, nstale == 1 ? "" : "s", nstale == 1 ? "is" : "are", stale.data);
	pg_free(stale.data);
}

void
environment_lay(Environment *environment, const RunInput *input,
				bool drop_inherited)
{
	const char *own_values[] = {input->run_id, input->revision, input->head, input->source};
	int			count = 0;

	while (environ[count] != NULL)
		count++;
	environment->count = 0;
	environment->entries = NULL;
	environment->parameters = &input->parameters;
	make_room(environment, count + input->parameters.count);
	inherit(environment, input, drop_inherited);
	for (int i = 0; i < input->parameters.count; i++)
		append_entry(environment, psprintf("%s=%s", input->parameters.keys[i],
										   input->parameters.values[i]));
	for (int i = 0; i < (int) lengthof(own_names); i++)
		environment_set(environment, own_names[i], own_values[i]);
}
