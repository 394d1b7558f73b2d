/*-------------------------------------------------------------------------
 *
 * fuzz_param_file.c
 *	  Files of parameters: JSON objects and lines KEY=VALUE.
 *
 * What was read can be written as lines, and reads the same again.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <ctype.h>

#include "check.h"
#include "cli/param_file.h"

extern int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What a line can begin with. */
static bool
is_line_key(const char *key)
{
	return *key != '\0' && !isdigit((unsigned char) *key) &&
		strspn(key, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_") == strlen(key);
}

static void
check_written(const ParamFile *file, StringInfo error)
{
	StringInfoData lines;
	ParamFile	again;

	initStringInfo(&lines);
	for (int i = 0; i < file->count; i++)
	{
		check(param_file_value(file, file->keys[i]) == file->values[i], "a key is named once");
		if (!is_line_key(file->keys[i]))
		{
			pg_free(lines.data);
			return;
		}
		appendStringInfo(&lines, "%s=", file->keys[i]);
		append_env_value(&lines, file->values[i]);
		appendStringInfoChar(&lines, '\n');
	}
	resetStringInfo(error);
	check(param_file_parse(&again, lines.data, lines.len, error), "what was written is understood");
	check(again.count == file->count, "all of it is read");
	for (int i = 0; i < file->count; i++)
	{
		check(strcmp(again.keys[i], file->keys[i]) == 0, "keys stay what they are");
		check(strcmp(again.values[i], file->values[i]) == 0, "values stay what they are");
	}
	param_file_free(&again);
	pg_free(lines.data);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	ParamFile	file;
	StringInfoData error;
	char	   *content = malloc(size + 1);

	/* of exactly its size, so that reading beyond it is noticed */
	memcpy(content, data, size);
	content[size] = '\0';
	initStringInfo(&error);
	if (param_file_parse(&file, content, size, &error))
		check_written(&file, &error);
	else
	{
		check(file.count == 0, "what is not understood gives nothing");
		check(error.len > 0, "what is not understood is told");
	}
	param_file_free(&file);
	pg_free(error.data);
	free(content);
	return 0;
}
