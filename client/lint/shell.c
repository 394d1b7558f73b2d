/*-------------------------------------------------------------------------
 *
 * shell.c
 *	  Shell scripts: which variables they read and assign.
 *
 * A script is words, in commands.  What a word of a command does depends on
 * the command: "env X=1", "[ -v X ]", "printenv X".
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "expand.h"
#include "shell.h"
#include "shell_command.h"

static Level *
level(Shell *shell)
{
	return &shell->levels[shell->depth];
}

static void
push(Shell *shell, bool arithmetic)
{
	Level	   *inner;

	if (++shell->depth >= shell->room)
	{
		shell->room *= 2;
		shell->levels = pg_realloc_array(shell->levels, Level, shell->room);
	}
	inner = level(shell);
	memset(inner, 0, sizeof(*inner));
	inner->quoted = shell->quoted;
	inner->arithmetic = arithmetic;
	inner->parentheses = arithmetic ? 1 : 0;
	shell->quoted = false;
}

/* Reads a parenthesis.  True: it ended a level. */
static bool
read_close(Shell *shell)
{
	Level	   *inner = level(shell);

	shell->at++;
	if (inner->parentheses > 0)
		inner->parentheses--;
	else if (inner->cases == 0 && shell->depth > 0)
	{
		shell->quoted = inner->quoted;
		shell->depth--;
		return true;
	}
	memset(&inner->command, 0, sizeof(ShellCommand));
	return false;
}

/* CVN_$x, where names that were put together are read. */
static void
note_dynamic(Shell *shell)
{
	size_t		start = shell->at;

	while (start > 0 && (isalnum((unsigned char) shell->data[start - 1]) ||
						 shell->data[start - 1] == '_'))
		start--;
	if (start < shell->at &&
		(start == 0 || strchr("${", shell->data[start - 1]) == NULL))
		lint_note(shell->source, USE_DYNAMIC, start, shell->at);
}

/* ${!k}, and printenv "$k": what the variable of a loop names is read. */
static void
note_named(Shell *shell)
{
	const char *data = shell->data;
	size_t		name = Min(shell->at + 1, shell->end);
	bool		braces = name < shell->end && data[name] == '{';
	bool		indirect = braces && data[name + 1] == '!';
	size_t		name_end;

	if (!indirect && !level(shell)->command.prints)
		return;
	name = Min(name + braces + indirect, shell->end);
	name_end = lint_name_end(shell->source, name, shell->end);
	if (name_end < shell->end && strchr("*@[", data[name_end]) != NULL)
		return;					/* not what it names */
	shell_note_loop(&shell->loops, shell->source, name, name_end,
					braces && lint_default_follows(data + name_end, data + shell->end) ?
					USE_DEFAULT : USE_READ);
}

/* True: what follows is code again, in a level of its own. */
static bool
read_dollar(Shell *shell)
{
	const char *next = shell->data + shell->at + 1;
	size_t		behind = lint_reference(shell->source, shell->at, shell->end);

	if (behind > shell->at)
	{
		shell->at = behind;
		return false;
	}
	if (shell->indirect || level(shell)->command.prints)
		note_dynamic(shell);
	note_named(shell);
	if (*next == '(' && shell->at + 1 < shell->end)
	{
		bool		arithmetic = next[1] == '(';

		shell->at = Min(shell->at + (arithmetic ? 3 : 2), shell->end);
		push(shell, arithmetic);
		return true;
	}
	if (*next == '\'' && !shell->quoted)
	{
		shell->at += 2;
		while (shell->at < shell->end && shell->data[shell->at] != '\'')
			shell->at += shell->data[shell->at] == '\\' ? 2 : 1;
		shell->at = Min(shell->at + 1, shell->end);
	}
	else
		shell->at = lint_expansion(shell->source, shell->at, shell->end);
	return false;
}

static void
skip_single_quotes(Shell *shell)
{
	const char *close = memchr(shell->data + shell->at + 1, '\'', shell->end - shell->at - 1);

	shell->at = close ? (size_t) (close - shell->data) + 1 : shell->end;
}

/*
 * Reads the rest of a word.  A level that begins within it is read by the
 * caller, and what follows it as a word of its own.
 */
static bool
read_word_part(Shell *shell)
{
	while (shell->at < shell->end)
	{
		char		c = shell->data[shell->at];

		if (c == '"')
			shell->quoted = !shell->quoted;
		else if (!shell->quoted && (isspace((unsigned char) c) || strchr(";&|()<>", c) != NULL))
			return true;
		if (c == '$')
		{
			if (read_dollar(shell))
				return false;
			continue;
		}
		if (c == '\'' && !shell->quoted)
		{
			skip_single_quotes(shell);
			continue;
		}
		shell->at = Min(shell->at + (c == '\\' ? 2 : 1), shell->end);
	}
	return true;
}

static void
read_word(Shell *shell)
{
	size_t		start = shell->at;
	int			depth = shell->depth;
	bool		whole = read_word_part(shell);
	ShellCommand *command = &shell->levels[depth].command;

	shell_note_word(shell, command, start);
	if (whole)
		shell_note_command(shell, command, start);
}

static void
read_separator(Shell *shell)
{
	char		c = shell->data[shell->at++];

	memset(&level(shell)->command, 0, sizeof(ShellCommand));
	if (c == '\n')
		shell_read_heredocs(shell);
}

/* (( begins arithmetic where a command may begin. */
static void
read_open(Shell *shell)
{
	shell->at++;
	if (!level(shell)->command.begun && shell->at < shell->end &&
		shell->data[shell->at] == '(')
	{
		shell->at++;
		push(shell, true);
		return;
	}
	level(shell)->parentheses++;
	memset(&level(shell)->command, 0, sizeof(ShellCommand));
}

static void
read_comment(Shell *shell)
{
	const char *newline = memchr(shell->data + shell->at, '\n', shell->end - shell->at);
	size_t		end = newline ? (size_t) (newline - shell->data) : shell->end;

	lint_comment(shell->source, shell->at, end);
	shell->at = end;
}

/* Names need no dollar here. */
static void
read_arithmetic(Shell *shell)
{
	size_t		name_end = lint_name_end(shell->source, shell->at, shell->end);
	char		c = shell->data[shell->at];

	if (c == '$')
		read_dollar(shell);
	else if (name_end > shell->at)
	{
		size_t		at = name_end;

		while (at < shell->end && at < name_end + 8 && shell->data[at] == ' ')
			at++;
		lint_note(shell->source, at + 1 < shell->end && shell->data[at] == '=' &&
				  shell->data[at + 1] != '=' ? USE_ASSIGNED : USE_READ, shell->at, name_end);
		shell->at = name_end;
	}
	else if (c == ')')
		read_close(shell);
	else
	{
		if (c == '(')
			level(shell)->parentheses++;
		shell->at++;
	}
}

static void
read_code(Shell *shell)
{
	char		c = shell->data[shell->at];

	if (level(shell)->arithmetic)
		read_arithmetic(shell);
	else if (shell->quoted)
		read_word(shell);		/* what follows a $() in "" */
	else if (c == '\n' || c == ';' || c == '&' || c == '|')
		read_separator(shell);
	else if (isspace((unsigned char) c) || c == '\0' || c == '>')
		shell->at++;
	else if (c == '\\' && shell->at + 1 < shell->end &&
			 strchr("\r\n", shell->data[shell->at + 1]) != NULL)
		shell->at += 2;			/* the line goes on */
	else if (c == '#')
		read_comment(shell);
	else if (c == '(')
		read_open(shell);
	else if (c == ')')
		read_close(shell);
	else if (c == '<')
	{
		if (shell->end - shell->at >= 3 && memcmp(shell->data + shell->at, "<<", 2) == 0 &&
			shell->data[shell->at + 2] != '<' && shell->heredoc_count < MAX_HEREDOCS)
			shell_note_heredoc(shell);
		else
			shell->at += shell->end - shell->at >= 3 && memcmp(shell->data + shell->at, "<<<", 3) == 0 ? 3 : 1;
	}
	else
		read_word(shell);
}

void
lint_shell_range(LintSource *source, size_t start, size_t end)
{
	Shell		shell = {0};

	shell.source = source;
	shell.data = source->data;
	shell.at = start;
	shell.end = end;
	shell.indirect = memmem(source->data + start, end - start, "${!", 3) != NULL;
	shell.room = 8;
	shell.levels = pg_malloc0(shell.room * sizeof(Level));
	while (shell.at < shell.end)
		read_code(&shell);
	pg_free(shell.levels);
	pg_free(shell.loops.items);
	pg_free(shell.loops.listed);
}

void
lint_read_shell(LintSource *source)
{
	lint_shell_range(source, 0, source->length);
}
