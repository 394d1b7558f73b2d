/*-------------------------------------------------------------------------
 *
 * lint_expand.c
 *	  $NAME and ${NAME:-14} in text: shell, Dockerfile, YAML, .env.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "lint_expand.h"

/* Bytes of an index. */
#define MAX_INDEX 256

/* Behind ${NAME: what gives a default. */
static bool
default_follows(const char *at, const char *end)
{
	if (at < end && *at == ':')
		at++;
	return at < end && (*at == '-' || *at == '=');
}

/* a[1] and a[@] are looked at as a. */
static size_t
skip_index(const LintSource *source, size_t at, size_t end)
{
	size_t		close = at;

	if (at >= end || source->data[at] != '[')
		return at;
	while (close < end && close - at < MAX_INDEX && source->data[close] != ']' &&
		   source->data[close] != '\n')
		close++;
	return close < end && source->data[close] == ']' ? close + 1 : at;
}

size_t
lint_expansion(LintSource *source, size_t dollar, size_t end)
{
	const char *data = source->data;
	size_t		at = dollar + 1;
	bool		braces = at < end && data[at] == '{';
	size_t		name;
	size_t		behind;

	if (braces)
		at++;
	if (braces && at < end && data[at] == '#')
		at++;
	name = at;
	at = lint_name_end(source, at, end);
	if (at == name)
		return at;				/* ${!name}, $1, $( and others */
	behind = braces ? skip_index(source, at, end) : at;
	lint_note(source, braces && default_follows(data + behind, data + end) ?
			  USE_DEFAULT : USE_READ, name, at);
	return behind;
}

void
lint_expansions(LintSource *source, size_t start, size_t end)
{
	size_t		at = start;

	while (at < end)
	{
		const char *dollar = memchr(source->data + at, '$', end - at);

		if (dollar == NULL)
			return;
		at = dollar - source->data;
		if ((at > start && dollar[-1] == '\\'))
			at++;
		else if (at + 1 < end && dollar[1] == '$')
			at += 2;			/* compose and make write a dollar so */
		else
			at = lint_expansion(source, at, end);
	}
}

bool
lint_passes_through(const LintSource *source, size_t start, size_t end,
					size_t name_start, size_t name_end)
{
	const char *data = source->data;
	size_t		length = name_end - name_start;
	bool		braces;

	if (end - start >= 2 && (data[start] == '"' || data[start] == '\'') &&
		data[end - 1] == data[start])
		start++, end--;
	if (start >= end || data[start++] != '$')
		return false;
	braces = start < end && data[start] == '{';
	if (braces && (end - start < 2 || data[end - 1] != '}'))
		return false;
	start += braces ? 1 : 0;
	if (end - start < length || memcmp(data + start, data + name_start, length) != 0)
		return false;
	start += length;
	return braces ? lint_name_end(source, start, end) == start : start == end;
}
