/*-------------------------------------------------------------------------
 *
 * use.c
 *	  Uses of governed variables: the list, their places, and which of them
 *	  a comment tells to ignore.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <limits.h>

#include "rules/judge.h"
#include "use.h"

#define IGNORE_MARK "ftf:"
#define IGNORE_WORD "ignore"

void
lint_source_begin(LintSource *source, const LintPrefixes *prefixes, LintUses *uses)
{
	memset(source, 0, sizeof(*source));
	source->prefixes = prefixes;
	source->uses = uses;
	source->first_use = uses->count;
}

bool
lint_source_matters(const LintSource *source)
{
	for (int i = 0; i < source->prefixes->count; i++)
	{
		FtfStr		prefix = source->prefixes->items[i];

		if (memmem(source->data, source->length, prefix.data, prefix.len) != NULL)
			return true;
	}
	return false;
}

static bool
is_governed(const LintSource *source, FtfStr name)
{
	return ftf_key_has_prefix(name, source->prefixes->items, source->prefixes->count);
}

static bool
begins_governed(const LintSource *source, FtfStr text)
{
	for (int i = 0; i < source->prefixes->count; i++)
	{
		if (ftf_str_equal(text, source->prefixes->items[i]))
			return true;
	}
	return is_governed(source, text);
}

/* No file is longer than an int can tell. */
static FtfStr
text_between(const LintSource *source, size_t start, size_t end)
{
	return (FtfStr)
	{
		source->data + start, (int) (end - start)
	};
}

bool
lint_governed(const LintSource *source, size_t start, size_t end)
{
	return is_governed(source, text_between(source, start, end));
}

bool
lint_begins_governed(const LintSource *source, size_t start, size_t end)
{
	return begins_governed(source, text_between(source, start, end));
}

size_t
lint_name_end(const LintSource *source, size_t start, size_t end)
{
	while (start < end && (isalnum((unsigned char) source->data[start]) ||
						   source->data[start] == '_'))
		start++;
	return start;
}

/*
 * What can be shown and compared: bytes that no key holds are replaced, and what
 * is longer than any is told by its beginning.
 */
static char *
key_text(FtfStr name)
{
	/* it ends at a NUL byte, if there is one */
	char	   *key = pnstrdup(name.data, Min(name.len, FTF_KEY_MAX_BYTES));

	for (char *c = key; *c != '\0'; c++)
	{
		if (*c < ' ' || *c > '~')
			*c = '?';
	}
	return key;
}

static LintUse *
add_use(LintUses *uses)
{
	if (uses->count == uses->room)
	{
		uses->room = uses->room == 0 ? 64 : 2 * uses->room;
		uses->items = pg_realloc(uses->items, uses->room * sizeof(LintUse));
	}
	memset(&uses->items[uses->count], 0, sizeof(LintUse));
	return &uses->items[uses->count++];
}

void
lint_note_name(LintSource *source, LintUseKind kind, FtfStr name, size_t place)
{
	LintUse    *use;

	if (kind == USE_DYNAMIC ? !begins_governed(source, name) : !is_governed(source, name))
		return;
	use = add_use(source->uses);
	use->kind = kind;
	use->key = key_text(name);
	use->offset = place;
}

void
lint_note_at(LintSource *source, LintUseKind kind, size_t start, size_t end, size_t place)
{
	lint_note_name(source, kind, text_between(source, start, end), place);
}

void
lint_note(LintSource *source, LintUseKind kind, size_t start, size_t end)
{
	lint_note_at(source, kind, start, end, start);
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* A reason holds a letter or digit before the comment or its line ends. */
static bool
has_reason(const char *at, const char *end)
{
	for (; at < end && *at != '\n'; at++)
	{
		if (isalnum((unsigned char) *at) || IS_HIGHBIT_SET(*at))
			return true;
	}
	return false;
}

void
lint_comment(LintSource *source, size_t start, size_t end)
{
	const char *at = source->data + start;
	const char *stop = source->data + end;

	while ((at = memmem(at, stop - at, IGNORE_MARK, strlen(IGNORE_MARK))) != NULL)
	{
		const char *mark = at;

		at += strlen(IGNORE_MARK);
		while (at < stop && is_blank(*at))
			at++;
		if ((size_t) (stop - at) < strlen(IGNORE_WORD) ||
			memcmp(at, IGNORE_WORD, strlen(IGNORE_WORD)) != 0)
			continue;
		at += strlen(IGNORE_WORD);
		if (at < stop && (isalnum((unsigned char) *at) || *at == '_'))
			continue;
		if ((source->mark_count & (source->mark_count - 1)) == 0)
			source->marks = pg_realloc(source->marks,
									   Max(1, 2 * source->mark_count) * sizeof(LintMark));
		source->marks[source->mark_count].offset = mark - source->data;
		source->marks[source->mark_count++].has_reason = has_reason(at, stop);
	}
}

static int
compare_uses(const void *a, const void *b)
{
	const LintUse *left = a;
	const LintUse *right = b;

	if (left->offset != right->offset)
		return left->offset < right->offset ? -1 : 1;
	return (int) right->kind - (int) left->kind;
}

/* Sorts the file's uses, and keeps the strongest of those at one place. */
static void
keep_strongest(LintSource *source)
{
	LintUses   *uses = source->uses;
	int			kept = source->first_use;

	if (uses->count == kept)
		return;
	qsort(uses->items + kept, uses->count - kept, sizeof(LintUse), compare_uses);
	for (int i = kept; i < uses->count; i++)
	{
		if (kept > source->first_use &&
			uses->items[kept - 1].offset == uses->items[i].offset)
			pg_free(uses->items[i].key);
		else
			uses->items[kept++] = uses->items[i];
	}
	uses->count = kept;
}

/* Reads on from one place in the file to a later one, counting lines. */
typedef struct LineCounter
{
	const LintSource *source;
	size_t		at;
	int			line;
	int			column;
} LineCounter;

static void
count_to(LineCounter *counter, size_t offset)
{
	for (; counter->at < offset; counter->at++)
	{
		unsigned char c = counter->source->data[counter->at];

		if (c == '\n')
		{
			counter->line++;
			counter->column = 1;
		}
		else if ((c & 0xC0) != 0x80)	/* not inside a character of UTF-8 */
			counter->column++;
	}
}

/* Do only comment signs, or JSX's brace, precede the mark on its line? */
static bool
stands_alone(const LintSource *source, size_t offset)
{
	while (offset > 0 && source->data[offset - 1] != '\n')
	{
		if (strchr(" \t#/*-{", source->data[--offset]) == NULL)
			return false;
	}
	return true;
}

/* A mark speaks for its line; one that has it for itself, for the next, too. */
static void
apply_mark(LintSource *source, const LintMark *mark, int line, int *from)
{
	LintUses   *uses = source->uses;
	int			last = line + (stands_alone(source, mark->offset) ? 1 : 0);

	while (*from < uses->count && uses->items[*from].line < line)
		(*from)++;
	for (int i = *from; i < uses->count && uses->items[i].line <= last; i++)
		uses->items[i].ignored = true;
}

static void
report_bad_mark(LintSource *source, const LineCounter *place)
{
	LintUse    *use = add_use(source->uses);

	use->kind = USE_BAD_IGNORE;
	use->key = pg_strdup("");
	use->path = source->path;
	use->offset = place->at;
	use->line = place->line;
	use->column = place->column;
}

static int
compare_marks(const void *a, const void *b)
{
	const LintMark *left = a;
	const LintMark *right = b;

	return left->offset < right->offset ? -1 : left->offset > right->offset;
}

/* Nothing may be added to the file's uses before all its marks are applied. */
static void
apply_marks(LintSource *source)
{
	LineCounter counter = {source, 0, 1, 1};
	int			from = source->first_use;
	int			applied = 0;	/* line of the last mark that was */

	if (source->mark_count == 0)
		return;
	qsort(source->marks, source->mark_count, sizeof(LintMark), compare_marks);
	for (int i = 0; i < source->mark_count; i++)
	{
		count_to(&counter, source->marks[i].offset);
		if (!source->marks[i].has_reason || counter.line == applied)
			continue;
		applied = counter.line;
		apply_mark(source, &source->marks[i], applied, &from);
	}
	counter = (LineCounter)
	{
		source, 0, 1, 1
	};
	for (int i = 0; i < source->mark_count; i++)
	{
		count_to(&counter, source->marks[i].offset);
		if (!source->marks[i].has_reason)
			report_bad_mark(source, &counter);
	}
}

void
lint_source_end(LintSource *source)
{
	LineCounter counter = {source, 0, 1, 1};

	keep_strongest(source);
	for (int i = source->first_use; i < source->uses->count; i++)
	{
		LintUse    *use = &source->uses->items[i];

		count_to(&counter, use->offset);
		use->path = source->path;
		use->line = counter.line;
		use->column = counter.column;
	}
	apply_marks(source);
	pg_free(source->marks);
	source->marks = NULL;
}

void
lint_uses_free(LintUses *uses)
{
	for (int i = 0; i < uses->count; i++)
		pg_free(uses->items[i].key);
	pg_free(uses->items);
	memset(uses, 0, sizeof(*uses));
}
