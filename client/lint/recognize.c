/*-------------------------------------------------------------------------
 *
 * recognize.c
 *	  Which language a file is written in.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "recognize.h"
#include "words.h"

/* The longest first line that is looked at. */
#define MAX_FIRST_LINE 200

static const LintLanguage *
language_called(const char *name)
{
	for (const LintLanguage *const *language = lint_languages; *language != NULL; language++)
	{
		if (strcmp((*language)->name, name) == 0)
			return *language;
	}
	return NULL;
}

/*
 * A whole name, such as Dockerfile; its beginning, as in .env.production and
 * Dockerfile.gpu; the suffix, as in x.py.
 */
const LintLanguage *
lint_language_of_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	const char *dot = strrchr(name, '.');
	size_t		first = strcspn(name, ".");

	if (strncmp(name, ".env", 4) == 0 && (name[4] == '.' || name[4] == '\0'))
		return language_called("env");
	for (const LintLanguage *const *language = lint_languages; *language != NULL; language++)
	{
		if (in_words(name, strlen(name), (*language)->suffixes) ||
			(dot != NULL && in_words(dot, strlen(dot), (*language)->suffixes)))
			return *language;
	}
	return in_words(name, first, "Dockerfile Containerfile ") ?
		language_called("dockerfile") : NULL;
}

/* "#!/usr/bin/env -S python3.11 -u" and "#!/bin/sh" name a program. */
const LintLanguage *
lint_language_of_data(const char *data, size_t length)
{
	char		line[MAX_FIRST_LINE + 1];
	char	   *rest = line;
	char	   *word;

	if (length < 3 || memcmp(data, "#!", 2) != 0)
		return NULL;
	length = Min(length - 2, MAX_FIRST_LINE);
	memcpy(line, data + 2, length);
	line[length] = '\0';
	line[strcspn(line, "\r\n")] = '\0';
	while ((word = strsep(&rest, " \t")) != NULL)
	{
		char	   *slash = strrchr(word, '/');

		if (slash != NULL)
			word = slash + 1;
		if (*word == '\0' || *word == '-' || strcmp(word, "env") == 0)
			continue;
		length = strcspn(word, "0123456789");
		for (const LintLanguage *const *language = lint_languages; *language != NULL; language++)
		{
			if (in_words(word, length, (*language)->programs))
				return *language;
		}
		return NULL;
	}
	return NULL;
}
