/*-------------------------------------------------------------------------
 *
 * expand.c
 *	  $NAME and ${NAME:-14} in text: shell, Dockerfile, YAML, .env.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "expand.h"

/* What Spring's placeholders call nothing. */
#define NO_PLACEHOLDER "#{null}"

/* Bytes of an index. */
#define MAX_INDEX 256

bool
lint_default_follows(const char *at, const char *end)
{
	if (at < end && *at == ':')
		at++;
	if (at >= end || (*at != '-' && *at != '='))
		return false;
	at++;
	if (end - at >= 2 && (*at == '"' || *at == '\'') && at[1] == *at)
		at += 2;
	return at >= end || *at != '}';
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

/* ${{ env.NAME || DEFAULT }} from inside the braces: GitHub's. */
static size_t
read_github(LintSource *source, size_t at, size_t end)
{
	const char *data = source->data;
	const char *close = memmem(data + at, end - at, "}}", 2);
	const char *env;

	end = close ? (size_t) (close - data) : at;
	while ((env = memmem(data + at, end - at, "env.", 4)) != NULL)
	{
		size_t		name = env - data + 4;
		size_t		behind;

		at = lint_name_end(source, name, end);
		behind = at;
		while (behind < end && data[behind] == ' ')
			behind++;
		lint_note(source, end - behind >= 2 && memcmp(data + behind, "||", 2) == 0 ?
				  USE_DEFAULT : USE_READ, name, at);
	}
	return end;
}

size_t
lint_reference(LintSource *source, size_t dollar, size_t end)
{
	size_t		name = Min(dollar + 2, end);
	size_t		behind = lint_name_end(source, name, end);

	if (behind >= end || source->data[name - 1] != '(' || source->data[behind] != ')' ||
		!lint_governed(source, name, behind))
		return dollar;
	lint_note(source, USE_READ, name, behind);
	return behind + 1;
}

size_t
lint_expansion(LintSource *source, size_t dollar, size_t end)
{
	const char *data = source->data;
	size_t		at = dollar + 1;
	bool		braces = at < end && data[at] == '{';
	size_t		name;
	size_t		behind;

	if ((behind = lint_reference(source, dollar, end)) > dollar)
		return behind;
	if (end - at >= 2 && memcmp(data + at, "{{", 2) == 0)
		return read_github(source, at + 2, end);
	if (braces)
		at++;
	if (braces && at < end && data[at] == '#')
		at++;
	name = at;
	at = lint_name_end(source, at, end);
	if (at == name)
		return at;				/* ${!name}, $1, $( and others */
	behind = braces ? skip_index(source, at, end) : at;
	lint_note(source, braces && lint_default_follows(data + behind, data + end) ?
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

void
lint_placeholders(LintSource *source, size_t start, size_t end)
{
	const char *open;

	while ((open = memmem(source->data + start, end - start, "${", 2)) != NULL)
	{
		size_t		name = open - source->data + 2;

		start = lint_name_end(source, name, end);
		lint_note(source, start < end && source->data[start] == ':' &&
				  strncmp(source->data + start + 1, NO_PLACEHOLDER, strlen(NO_PLACEHOLDER)) != 0 ?
				  USE_DEFAULT : USE_READ, name, start);
	}
}
