/*-------------------------------------------------------------------------
 *
 * program.c
 *	  Where this program is, and what was installed with it.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "port.h"
#include "program.h"

const char *
own_path(void)
{
	static char path[MAXPGPATH];

	if (path[0] == '\0' && find_my_exec("/proc/self/exe", path) != 0)
		return NULL;
	return path;
}

char *
path_beside(const char *name)
{
	const char *own = own_path();

	if (own == NULL)
		return NULL;
	return psprintf("%.*s/%s", (int) (last_dir_separator(own) - own), own, name);
}
