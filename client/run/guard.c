/*-------------------------------------------------------------------------
 *
 * guard.c
 *	  The guard at run time, as seen by ftf run.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <unistd.h>

#include "cli/fail.h"
#include "cli/program.h"
#include "guard.h"
#include "lib/stringinfo.h"
#include "port.h"

#define PREFIXES_VARIABLE "FTF_GUARD_PREFIXES"

/* A part that is not there would be a guard that silently isn't. */
static void
require_installed(const char *path)
{
	if (access(path, R_OK) != 0)
		fail(EXIT_OTHER, "Install ftf again, or do without the guard: --no-guard.",
			 "a part of the guard can't be read: \"%s\": %m", path);
	if (strpbrk(path, " :") != NULL)
		fail(EXIT_OTHER, "Install ftf elsewhere, or do without the guard: --no-guard.",
			 "the guard can't be loaded from a path with a space or colon: \"%s\"", path);
}

/* Puts an item first in a list, of which the rest stays as it is. */
static void
prepend(Environment *environment, const char *name, const char *item,
		char separator)
{
	const char *rest = environment_get(environment, name);
	size_t		length = strlen(item);
	char	   *list;

	if (rest == NULL || rest[0] == '\0')
		list = pg_strdup(item);
	else if (strncmp(rest, item, length) == 0 &&
			 (rest[length] == separator || rest[length] == '\0'))
		list = pg_strdup(rest); /* of an outer ftf run */
	else
		list = psprintf("%s%c%s", item, separator, rest);
	environment_set(environment, name, list);
	pg_free(list);
}

static void
set_prefixes(Environment *environment, const RunInput *input)
{
	StringInfoData list;

	initStringInfo(&list);
	for (SimpleStringListCell *cell = input->prefixes.head; cell != NULL; cell = cell->next)
		appendStringInfo(&list, "%s%s", list.len > 0 ? ":" : "", cell->val);
	environment_set(environment, PREFIXES_VARIABLE, list.data);
	pg_free(list.data);
}

void
guard_switch_on(Environment *environment, const RunInput *input)
{
	const char *program = own_path();
	char		directory[MAXPGPATH];
	char	   *library;
	char	   *hooks;

	/* what is installed together is found together, wherever it was moved */
	if (program == NULL)
		fail(EXIT_OTHER, NULL, "could not find where ftf is installed");
	get_pkglib_path(program, directory);
	library = psprintf("%s/ftf_guard%s", directory, DLSUFFIX);
	get_share_path(program, directory);
	hooks = psprintf("%s/ftf/guard", directory);
	require_installed(library);
	require_installed(psprintf("%s/sitecustomize.py", hooks));
	require_installed(psprintf("%s/FtfGuard.pm", hooks));

	set_prefixes(environment, input);
	prepend(environment, "LD_PRELOAD", library, ':');
	environment_set(environment, "FTF_GUARD_PYTHON", hooks);
	prepend(environment, "PYTHONPATH", hooks, ':');
	/* not by PERL5LIB: where a program replaces that, Perl must still start */
	prepend(environment, "PERL5OPT", psprintf("-I%s -MFtfGuard", hooks), ' ');
}

void
guard_switch_off(Environment *environment)
{
	environment_set(environment, PREFIXES_VARIABLE, NULL);
}
