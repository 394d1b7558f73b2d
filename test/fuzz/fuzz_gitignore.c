/*-------------------------------------------------------------------------
 *
 * fuzz_gitignore.c
 *	  The matcher of .gitignore files: a path, a line end, patterns.
 *
 * A last line "*" excludes every path and "!*" none; a plain pattern matches a
 * plain name as fnmatch(3) says.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <fnmatch.h>

#include "check.h"
#include "lint/ignore.h"

extern int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool
excludes(const char *patterns, size_t length, const char *path, bool is_directory)
{
	IgnoreList *list = ignore_list_parse(patterns, length, 0, NULL);
	bool		result = ignore_list_excludes(list, path, is_directory);

	ignore_list_free(list);
	return result;
}

static bool
excludes_with_line(const char *patterns, const char *line, const char *path)
{
	char	   *longer = malloc(strlen(patterns) + strlen(line) + 2);
	bool		result;

	sprintf(longer, "%s\n%s", patterns, line);
	result = excludes(longer, strlen(longer), path, false);
	free(longer);
	return result;
}

/* Without a slash, a bracket or many stars: what fnmatch(3) itself can do. */
static bool
is_plain(const char *pattern)
{
	int			stars = 0;

	for (const char *c = pattern; *c != '\0'; c++)
	{
		if (strchr("/[\\\n\r ", *c) != NULL)
			return false;
		stars += *c == '*';
	}
	return *pattern != '\0' && *pattern != '!' && *pattern != '#' &&
		stars < 4 && strncmp(pattern, "\xEF\xBB\xBF", 3) != 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char	   *path = malloc(size + 1);
	char	   *patterns;
	char	   *newline;

	memcpy(path, data, size);
	path[size] = '\0';
	newline = strchr(path, '\n');
	if (newline == NULL || newline == path || newline[-1] == '/')
	{
		free(path);
		return 0;
	}
	*newline = '\0';

	/* of exactly its size, so that reading beyond it is noticed */
	size -= newline + 1 - path;
	patterns = malloc(size + 1);
	memcpy(patterns, newline + 1, size + 1);
	excludes(patterns, size, path, true);
	if (strlen(patterns) == size)
	{
		check(excludes_with_line(patterns, "*", path), "* excludes all");
		check(!excludes_with_line(patterns, "!*", path), "!* excludes none");
	}
	if (is_plain(patterns) && strchr(path, '/') == NULL && strlen(path) < 200)
		check(excludes(patterns, strlen(patterns), path, false) ==
			  (fnmatch(patterns, path, 0) == 0), "plain patterns are those of fnmatch");
	free(patterns);
	free(path);
	return 0;
}
