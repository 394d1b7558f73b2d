/*-------------------------------------------------------------------------
 *
 * lines.c
 *	  Files of lines: .env files and Dockerfiles.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "expand.h"
#include "lines.h"
#include "shell.h"

/* Instructions whose text is a shell command. */
#define SHELL_INSTRUCTIONS "RUN CMD ENTRYPOINT HEALTHCHECK SHELL "

/* Commands that run the heredoc they are given. */
#define SHELLS "sh bash dash ash zsh ksh "

/* Heredocs without an end, of a file, behind which no more are looked for. */
#define MAX_ENDLESS 100

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static size_t
skip_blanks(const LintSource *source, size_t at, size_t end)
{
	while (at < end && is_blank(source->data[at]))
		at++;
	return at;
}

static size_t
line_end(const LintSource *source, size_t at)
{
	const char *newline = memchr(source->data + at, '\n', source->length - at);

	return newline ? (size_t) (newline - source->data) : source->length;
}

/* Without the blanks at its end. */
static size_t
trim_end(const LintSource *source, size_t start, size_t end)
{
	while (end > start && is_blank(source->data[end - 1]))
		end--;
	return end;
}

/* Where a comment begins behind a value that is not in quotes; or end. */
static size_t
value_end(const LintSource *source, size_t at, size_t end)
{
	char		quote = '\0';

	for (; at < end; at++)
	{
		char		c = source->data[at];

		if (quote != '\0')
			quote = c == quote ? '\0' : quote;
		else if (c == '"' || c == '\'')
			quote = c;
		else if (c == '#' && is_blank(source->data[at - 1]))
			return at;
	}
	return end;
}

static void
read_env_line(LintSource *source, size_t at, size_t end)
{
	const char *data = source->data;
	size_t		name;
	size_t		name_end;
	size_t		value;

	at = skip_blanks(source, at, end);
	if (end - at > 7 && memcmp(data + at, "export", 6) == 0 && is_blank(data[at + 6]))
		at = skip_blanks(source, at + 6, end);
	name = at;
	name_end = lint_name_end(source, at, end);
	at = skip_blanks(source, name_end, end);
	if (name < end && data[name] == '#')
		lint_comment(source, name, end);
	else if (at == end || data[at] != '=')
		lint_note(source, USE_MENTION, name, name_end);
	else
	{
		at = skip_blanks(source, at + 1, end);
		value = trim_end(source, at, value_end(source, at, end));
		lint_comment(source, value, end);
		if (data[at] != '\'')
			lint_expansions(source, at, value);
		if (!lint_passes_through(source, at, value, name, name_end))
			lint_note(source, USE_ASSIGNED, name, name_end);
	}
}

void
lint_read_env_file(LintSource *source)
{
	size_t		at = 0;

	while (at < source->length)
	{
		size_t		end = line_end(source, at);

		read_env_line(source, at, end);
		at = end + 1;
	}
}

static bool
is_comment_line(LintSource *source, size_t at, size_t end)
{
	size_t		first = skip_blanks(source, at, end);

	if (first >= end || source->data[first] != '#')
		return false;
	lint_comment(source, first, end);
	return true;
}

/* The end of an instruction that goes on behind a backslash at a line's end. */
static size_t
instruction_end(LintSource *source, size_t at)
{
	size_t		end = line_end(source, at);
	bool		goes_on = true;

	for (;;)
	{
		size_t		last = trim_end(source, at, end);

		/* comments and empty lines within it count for nothing */
		if (!is_comment_line(source, at, end) && last > at)
			goes_on = source->data[last - 1] == '\\';
		if (!goes_on || end >= source->length)
			return end;
		at = end + 1;
		end = line_end(source, at);
	}
}

/* One of the values of ENV or ARG, quoted and with backslashes or not. */
static size_t
pair_end(const LintSource *source, size_t at, size_t end)
{
	char		quote = '\0';

	for (; at < end; at++)
	{
		char		c = source->data[at];

		if (c == '\\')
			at++;
		else if (quote != '\0')
			quote = c == quote ? '\0' : quote;
		else if (c == '"' || c == '\'')
			quote = c;
		else if (isspace((unsigned char) c))
			break;
	}
	return Min(at, end);
}

/* Blanks, line ends and the lines of comments between pairs. */
static size_t
skip_between(const LintSource *source, size_t at, size_t end)
{
	const char *data = source->data;

	for (bool line_begins = false; at < end; at++)
	{
		if (data[at] == '#' && line_begins)
			at = Min(line_end(source, at), end - 1);
		else if (!isspace((unsigned char) data[at]) && data[at] != '\\')
			break;
		if (data[at] == '\n')
			line_begins = true;
	}
	return at;
}

/* ENV NAME=VALUE ..., ENV NAME VALUE, ARG NAME, ARG NAME=VALUE */
static void
read_pairs(LintSource *source, size_t at, size_t end, bool is_env)
{
	bool		first = true;

	while (at < end)
	{
		size_t		name_end;

		at = skip_between(source, at, end);
		name_end = lint_name_end(source, at, end);
		if (name_end < end && source->data[name_end] == '=')
		{
			size_t		value_ends = pair_end(source, name_end + 1, end);

			lint_note(source, USE_ASSIGNED, at, name_end);
			lint_expansions(source, name_end + 1, value_ends);
			at = value_ends;
		}
		else
		{
			lint_note(source, first && is_env ? USE_ASSIGNED : USE_MENTION, at, name_end);
			if (first && is_env)
			{
				lint_expansions(source, name_end, end);
				return;
			}
			at = Max(pair_end(source, at, end), at + 1);
		}
		first = false;
	}
}

/*
 * RUN <<NAME: the lines up to one that is NAME belong to it, too.  endless
 * counts those for which there is none.
 */
static size_t
heredoc_end(const LintSource *source, size_t start, size_t end, int *endless)
{
	const char *mark = memmem(source->data + start, end - start, "<<", 2);
	size_t		name;
	size_t		name_end;

	if (mark == NULL || *endless == MAX_ENDLESS)
		return end;
	name = mark - source->data + 2;
	while (name < end && strchr("-'\"", source->data[name]) != NULL)
		name++;
	name_end = lint_name_end(source, name, end);
	for (size_t at = end + 1; name_end > name && at < source->length;)
	{
		size_t		ends = line_end(source, at);
		size_t		first = skip_blanks(source, at, ends);

		if (trim_end(source, first, ends) - first == name_end - name &&
			memcmp(source->data + first, source->data + name, name_end - name) == 0)
			return ends;
		at = ends + 1;
	}
	++*endless;
	return end;
}

static bool
is_instruction(const LintSource *source, size_t start, size_t end, const char *words)
{
	while (*words != '\0')
	{
		size_t		length = strcspn(words, " ");

		if (length == end - start &&
			pg_strncasecmp(source->data + start, words, length) == 0)
			return true;
		words += length + 1;
	}
	return false;
}

/* Behind options such as --mount=type=cache. */
static size_t
skip_options(const LintSource *source, size_t at, size_t end)
{
	at = skip_between(source, at, end);
	while (end - at > 2 && memcmp(source->data + at, "--", 2) == 0)
		at = skip_between(source, pair_end(source, at, end), end);
	return at;
}

/* sh, /bin/sh */
static bool
is_shell(const LintSource *source, size_t start, size_t end)
{
	size_t		behind = start + strcspn(source->data + start, " \t\r\n<");

	behind = Min(behind, end);
	for (size_t at = start; at < behind; at++)
	{
		if (source->data[at] == '/')
			start = at + 1;
	}
	return is_instruction(source, start, behind, SHELLS);
}

/* A heredoc from behind end to lines_end is a script, or a command's input. */
static void
read_commands(LintSource *source, size_t start, size_t end, size_t lines_end)
{
	start = skip_options(source, start, end);
	if (lines_end > end && (source->data[start] == '<' || is_shell(source, start, end)))
	{
		lint_shell_range(source, start, end);
		lint_shell_range(source, end + 1, lines_end);
	}
	else
		lint_shell_range(source, start, lines_end);
}

/* Returns where it ends. */
static size_t
read_instruction(LintSource *source, size_t start, int *endless)
{
	size_t		end = instruction_end(source, start);
	size_t		word_end = lint_name_end(source, start, end);
	size_t		lines_end;

	if (is_instruction(source, start, word_end, "ONBUILD "))
	{
		start = skip_blanks(source, word_end, end);
		word_end = lint_name_end(source, start, end);
	}
	if (is_instruction(source, start, word_end, "ENV ") ||
		is_instruction(source, start, word_end, "ARG "))
	{
		read_pairs(source, word_end, end, is_instruction(source, start, word_end, "ENV "));
		return end;
	}
	lines_end = heredoc_end(source, start, end, endless);
	if (is_instruction(source, start, word_end, SHELL_INSTRUCTIONS))
		read_commands(source, word_end, end, lines_end);
	else
		lint_expansions(source, start, end);
	return lines_end;
}

void
lint_read_dockerfile(LintSource *source)
{
	size_t		at = 0;
	int			endless = 0;

	while (at < source->length)
	{
		size_t		end = line_end(source, at);
		size_t		first = skip_blanks(source, at, end);

		if (!is_comment_line(source, at, end) && first < end)
			end = read_instruction(source, first, &endless);
		at = end + 1;
	}
}
