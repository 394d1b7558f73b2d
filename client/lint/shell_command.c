/*-------------------------------------------------------------------------
 *
 * shell_command.c
 *	  What the words of a shell's command do, and heredocs.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "expand.h"
#include "shell_command.h"
#include "words.h"

/* Behind these a command begins anew. */
#define RESERVED_WORDS \
	"if then else elif do while until ! { } time exec command builtin nohup eval case esac "

/* Commands whose arguments NAME=VALUE become variables of something. */
#define ASSIGNING_COMMANDS \
	"export declare typeset local readonly let env sudo doas docker podman nerdctl " \
	"docker-compose kubectl oc make gmake systemctl systemd-run heroku "

/* Commands that write NAME=VALUE where GitHub's later steps find it. */
#define PRINTING_COMMANDS "echo printf "
#define WRITTEN_VARIABLES "GITHUB_ENV"

/* So far behind a word it is looked for. */
#define MAX_REST 1000

/* Commands whose arguments are names of variables that they write. */
#define WRITING_COMMANDS "read for mapfile readarray "

/* Option letters or names before NAME=VALUE, and a quote. */
static size_t
skip_option(const Shell *shell, size_t at, size_t end)
{
	const char *data = shell->data;

	if (end - at > 2 && memcmp(data + at, "--", 2) == 0)
	{
		size_t		behind = at + 2;

		while (behind < end && (isalpha((unsigned char) data[behind]) || data[behind] == '-'))
			behind++;
		at = behind < end && data[behind] == '=' ? behind + 1 : at;
	}
	else if (end - at > 2 && data[at] == '-' && data[at + 1] == 'e')
		at += 2;
	if (at < end && (data[at] == '"' || data[at] == '\''))
		at++;
	return at;
}

/* NAME=, NAME+= or NAME[1]= at a place: where the value begins, or 0. */
static size_t
assigned_value(const Shell *shell, size_t name_end, size_t end)
{
	size_t		at = name_end;

	if (at < end && shell->data[at] == '[')
	{
		while (at < end && shell->data[at] != ']')
			at++;
		at = Min(at + 1, end);
	}
	if (at < end && shell->data[at] == '+')
		at++;
	return at < end && shell->data[at] == '=' ? at + 1 : 0;
}

/* echo "NAME=VALUE" >>"$GITHUB_ENV": is that where the rest of the command writes? */
static bool
becomes_variable(const Shell *shell, const ShellCommand *command, size_t at)
{
	size_t		end = at;

	if (!command->echoes)
		return false;
	while (end < shell->end && end - at < MAX_REST &&
		   shell->data[end] != '\n' && shell->data[end] != ';')
		end++;
	return memmem(shell->data + at, end - at, WRITTEN_VARIABLES, strlen(WRITTEN_VARIABLES)) != NULL;
}

static void
note_loop_word(Shell *shell, ShellCommand *command, size_t name, size_t name_end)
{
	if (command->loop == LOOP_VARIABLE)
	{
		shell_begin_loop(&shell->loops, name, name_end);
		command->loop = LOOP_IN;
	}
	else if (command->loop == LOOP_NAMES)
		shell_add_to_loop(&shell->loops, shell->source, name, name_end);
}

void
shell_note_word(Shell *shell, ShellCommand *command, size_t start)
{
	size_t		name = skip_option(shell, start, shell->at);
	size_t		name_end = lint_name_end(shell->source, name, shell->at);
	size_t		end = shell->at;
	size_t		value = assigned_value(shell, name_end, end);

	if (end > name_end && (shell->data[end - 1] == '"' || shell->data[end - 1] == '\'') &&
		name > start && shell->data[name - 1] == shell->data[end - 1])
		end--;
	if (value > 0 && (command->assigns || (!command->begun && name == start) ||
					  becomes_variable(shell, command, end)))
	{
		if (!lint_passes_through(shell->source, value, end, name, name_end))
			lint_note(shell->source, USE_ASSIGNED, name, name_end);
	}
	else if (name_end == end)
	{
		note_loop_word(shell, command, name, name_end);
		lint_note(shell->source, command->prints || command->next_is_tested ? USE_READ :
				  command->writes ? USE_ASSIGNED : USE_MENTION, name, name_end);
	}
}

void
shell_note_command(Shell *shell, ShellCommand *command, size_t start)
{
	const char *word = shell->data + start;
	size_t		length = shell->at - start;
	size_t		name_end = lint_name_end(shell->source, start, shell->at);
	Level	   *level = &shell->levels[shell->depth];

	if (length == 1 && *word == '"')
		return;					/* it only ends a word */
	command->next_is_tested = command->tests && in_words(word, length, "-v ");
	if (in_words(word, length, "ftf "))
	{
		/* the store's own client does what the store allows */
		memset(command, 0, sizeof(*command));
		command->begun = true;
		return;
	}
	if (in_words(word, length, ASSIGNING_COMMANDS))
		command->assigns = true;
	if (in_words(word, length, "in "))
	{
		command->writes = false;	/* for NAME in ... */
		if (command->loop == LOOP_IN)
			command->loop = LOOP_NAMES;
	}
	if (command->begun ||
		(name_end > start && assigned_value(shell, name_end, shell->at) > 0))
		return;
	if (in_words(word, length, "case "))
		level->cases++;
	if (in_words(word, length, "esac ") && level->cases > 0)
		level->cases--;
	if (in_words(word, length, RESERVED_WORDS))
		return;
	command->begun = true;
	command->writes = in_words(word, length, WRITING_COMMANDS);
	command->loop = in_words(word, length, "for ") ? LOOP_VARIABLE : LOOP_NONE;
	command->echoes = in_words(word, length, PRINTING_COMMANDS);
	command->prints = in_words(word, length, "printenv ");
	command->tests = in_words(word, length, "[ [[ test ");
}

void
shell_note_heredoc(Shell *shell)
{
	const char *data = shell->data;
	bool		literal = false;
	ShellHeredoc *heredoc;

	shell->at += 2;
	if (data[shell->at] == '-')
		shell->at++;
	while (shell->at < shell->end && (data[shell->at] == ' ' || data[shell->at] == '\t'))
		shell->at++;
	if (strchr("'\"\\", data[shell->at]) != NULL && data[shell->at] != '\0')
	{
		literal = true;
		shell->at++;
	}
	heredoc = &shell->heredocs[shell->heredoc_count];
	heredoc->name = shell->at;
	while (shell->at < shell->end && !isspace((unsigned char) data[shell->at]) &&
		   strchr("'\";&|()<>", data[shell->at]) == NULL)
		shell->at++;
	heredoc->length = shell->at - heredoc->name;
	heredoc->literal = literal;
	if (literal && shell->at < shell->end && strchr("'\"", data[shell->at]) != NULL)
		shell->at++;
	if (heredoc->length > 0)
		shell->heredoc_count++;
}

/* The text of a heredoc, to behind the line that ends it. */
static void
read_heredoc(Shell *shell, const ShellHeredoc *heredoc)
{
	size_t		start = shell->at;

	while (shell->at < shell->end)
	{
		size_t		line = shell->at;
		const char *newline = memchr(shell->data + line, '\n', shell->end - line);
		size_t		line_end = newline ? (size_t) (newline - shell->data) : shell->end;

		shell->at = Min(line_end + 1, shell->end);
		while (line < line_end && shell->data[line] == '\t')
			line++;
		if (line_end > line && shell->data[line_end - 1] == '\r')
			line_end--;
		if (line_end - line == heredoc->length &&
			memcmp(shell->data + line, shell->data + heredoc->name, heredoc->length) == 0)
		{
			if (!heredoc->literal)
				lint_expansions(shell->source, start, line);
			return;
		}
	}
	if (!heredoc->literal)
		lint_expansions(shell->source, start, shell->end);
}

void
shell_read_heredocs(Shell *shell)
{
	for (int i = 0; i < shell->heredoc_count; i++)
		read_heredoc(shell, &shell->heredocs[i]);
	shell->heredoc_count = 0;
}
