/*-------------------------------------------------------------------------
 *
 * file.c
 *	  Files and standard input, read whole, and how their text may begin.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "fail.h"
#include "file.h"
#include "lib/stringinfo.h"

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

char *
read_all(FILE *file, const char *what, size_t *length)
{
	StringInfoData content;
	char		block[8192];
	size_t		got;

	initStringInfo(&content);
	while ((got = fread(block, 1, sizeof(block), file)) > 0)
		appendBinaryStringInfo(&content, block, got);
	if (ferror(file))
		fail(EXIT_OTHER, NULL, "could not read %s: %m", what);
	*length = content.len;
	return content.data;
}

char *
read_path(const char *path, const char **name, size_t *length)
{
	bool		is_stdin = strcmp(path, "-") == 0;
	FILE	   *file = is_stdin ? stdin : fopen(path, "rb");
	char	   *content;

	*name = is_stdin ? "standard input" : psprintf("\"%s\"", path);
	if (file == NULL)
		fail(EXIT_OTHER, NULL, "could not open %s: %m", *name);
	content = read_all(file, *name, length);
	if (!is_stdin)
		fclose(file);
	return content;
}

const char *
skip_byte_order_mark(const char *content, size_t *length)
{
	size_t		mark = strlen(BYTE_ORDER_MARK);

	if (*length < mark || memcmp(content, BYTE_ORDER_MARK, mark) != 0)
		return content;
	*length -= mark;
	return content + mark;
}
