/*-------------------------------------------------------------------------
 *
 * shell_quoted.c
 *	  Text as a word for sh.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "fail.h"
#include "fe_utils/string_utils.h"
#include "shell_quoted.h"

char *
shell_quoted(const char *text)
{
	PQExpBufferData buffer;
	char	   *quoted;

	initPQExpBuffer(&buffer);
	appendShellString(&buffer, text);
	if (PQExpBufferDataBroken(buffer))
		fail(EXIT_OTHER, NULL, "out of memory");
	quoted = pg_strdup(buffer.data);
	termPQExpBuffer(&buffer);
	return quoted;
}
