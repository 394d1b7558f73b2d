/*-------------------------------------------------------------------------
 *
 * param_file.h
 *	  Parameters in a file: a JSON object of strings, or lines KEY=VALUE.
 *
 * Lines are what a shell reads alike: comments, "export", quoting by ' " and
 * backslash; nothing is expanded, and an unquoted $ or ` is an error.  What a
 * key or a value may be is the store's to say, but for what no file can mean:
 * a key that is named twice, a value that is no string, a NUL byte, text that
 * is not UTF-8.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CLI_PARAM_FILE_H
#define FTF_CLI_PARAM_FILE_H

#include "lib/stringinfo.h"

typedef struct ParamFile
{
	int			count;
	char	  **keys;			/* in the order of the file */
	char	  **values;
} ParamFile;

/*
 * Reads content (which ends with a NUL byte beyond its length).  What begins with
 * a brace is JSON.  False: not understood; error says why and where, and the
 * file is empty.  Without side effects.
 */
extern bool param_file_parse(ParamFile *file, const char *content, size_t length,
							 StringInfo error);
extern void param_file_free(ParamFile *file);

/* NULL if the file doesn't have it. */
extern const char *param_file_value(const ParamFile *file, const char *key);

/*
 * The file at path, "-" being standard input, or the end with exit 1 (can't be
 * read) or 6 (not understood).
 */
extern void param_file_read(ParamFile *file, const char *path);

/* Appends VALUE as a line KEY=VALUE needs it: quoted if it must be. */
extern void append_env_value(StringInfo buffer, const char *value);

#endif							/* FTF_CLI_PARAM_FILE_H */
