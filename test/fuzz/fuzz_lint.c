/*-------------------------------------------------------------------------
 *
 * fuzz_lint.c
 *	  The readers of ftf lint: the first byte chooses a language, the rest is
 *	  a file in it.
 *
 * Whatever the file holds, reading ends, stays within it, and gives uses that
 * are in it, in order, of governed names only.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "check.h"
#include "lint/languages.h"
#include "lint/match.h"
#include "lint/recognize.h"
#include "rules/judge.h"

extern int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static FtfStr prefixes[] = {{"CVN_", 4}, {"X_", 2}};
static const LintPrefixes governed = {prefixes, lengthof(prefixes)};

static void
check_uses(const LintSource *source)
{
	const LintUses *uses = source->uses;
	const LintUse *before = NULL;

	for (int i = 0; i < uses->count; i++)
	{
		const LintUse *use = &uses->items[i];

		check(use->line >= 1 && use->column >= 1, "a place is counted from 1");
		check(use->offset <= source->length, "a place is in the file");
		check(strlen(use->key) <= FTF_KEY_MAX_BYTES, "a key has a bound");
		if (use->kind == USE_BAD_IGNORE)
			continue;
		check(strncmp(use->key, "CVN_", 4) == 0 || strncmp(use->key, "X_", 2) == 0,
			  "a key is governed");
		check(before == NULL || before->offset < use->offset, "one use at a place, in order");
		check(before == NULL || before->line <= use->line, "lines go on");
		before = use;
	}
}

static const LintLanguage *
chosen_language(uint8_t byte)
{
	int			count = 0;

	while (lint_languages[count] != NULL)
		count++;
	return lint_languages[byte % count];
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	LintUses	uses = {0};
	LintSource	source;
	const LintLanguage *language;
	char	   *content;

	if (size < 1)
		return 0;
	language = chosen_language(data[0]);
	/* of exactly its size, so that reading beyond it is noticed */
	content = malloc(size);
	memcpy(content, data + 1, size - 1);
	content[size - 1] = '\0';
	lint_language_of_data(content, size - 1);
	lint_source_begin(&source, &governed, &uses);
	source.path = "fuzz";
	source.data = content;
	source.length = size - 1;
	if (language->read != NULL)
		language->read(&source);
	else
		lint_match(&source, language);
	lint_source_end(&source);
	check_uses(&source);
	lint_uses_free(&uses);
	free(content);
	return 0;
}
