/*-------------------------------------------------------------------------
 *
 * quote.c
 *	  The lexer's regular expressions of JavaScript and Ruby, and Ruby's
 *	  heredocs and percent strings.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "literal.h"
#include "quote.h"

/* A slash behind one of these begins a regular expression, not a division. */
static const char *const words_before_values[] = {
	"return", "typeof", "case", "in", "of", "delete", "void", "throw", "else",
	"do", "await", "yield", "and", "or", "not", "if", "unless", "when", "while",
	NULL
};

static bool
value_may_begin(const Lexer *lexer)
{
	const Tokens *tokens = lexer->tokens;
	const Token *before;
	const char *start;

	if (tokens->count == 0)
		return true;
	before = &tokens->items[tokens->count - 1];
	start = lexer->data + before->start;
	if (before->kind == TOKEN_MARK)
		return strchr(")]}<", *start) == NULL;
	if (before->kind != TOKEN_NAME)
		return before->kind == TOKEN_END;
	for (const char *const *word = words_before_values; *word != NULL; word++)
	{
		if (strlen(*word) == before->length && memcmp(*word, start, before->length) == 0)
			return true;
	}
	return false;
}

bool
lexer_slash_regex(Lexer *lexer)
{
	bool		in_class = false;
	size_t		at = lexer->at + 1;

	if (lexer->data[lexer->at] != '/' || lexer->at < lexer->no_regex_before ||
		!value_may_begin(lexer))
		return false;
	for (; at < lexer->end && lexer->data[at] != '\n'; at++)
	{
		char		c = lexer->data[at];

		if (c == '\\')
			at++;
		else if (c == '[')
			in_class = true;
		else if (c == ']')
			in_class = false;
		else if (c == '/' && !in_class)
		{
			/* its value never is a name */
			lexer_add(lexer, TOKEN_STRING, at, at)->complete = false;
			lexer->at = at + 1;
			return true;
		}
	}
	lexer->no_regex_before = at;
	return false;
}

static char
closing_of(char opening)
{
	switch (opening)
	{
		case '(':
			return ')';
		case '[':
			return ']';
		case '{':
			return '}';
		case '<':
			return '>';
		default:
			return opening;
	}
}

static void
add_words(Lexer *lexer, size_t at, size_t end)
{
	while (at < end)
	{
		size_t		start;

		while (at < end && isspace((unsigned char) lexer->data[at]))
			at++;
		start = at;
		while (at < end && !isspace((unsigned char) lexer->data[at]))
			at++;
		if (at > start)
			lexer_add(lexer, TOKEN_STRING, start, at);
	}
}

/* %q(string), %w[words]; what is put into them is not looked at. */
static bool
read_percent_string(Lexer *lexer)
{
	const char *data = lexer->data;
	size_t		at = lexer->at + 1;
	char		kind = data[at];
	char		opening;
	int			depth = 1;
	size_t		start;

	if (kind == '\0' || strchr("qQwWiIrxs", kind) == NULL)
		return false;
	opening = data[++at];
	if (opening == '\0' || strchr("([{<|!/", opening) == NULL)
		return false;
	start = ++at;
	for (; at < lexer->end; at++)
	{
		if (data[at] == '\\')
			at++;
		else if (data[at] == closing_of(opening) && --depth == 0)
			break;
		else if (data[at] == opening)
			depth++;
	}
	at = Min(at, lexer->end);
	if (strchr("wWiI", kind) != NULL)
		add_words(lexer, start, at);
	else
		lexer_add(lexer, TOKEN_STRING, start, at);
	lexer->at = Min(at + 1, lexer->end);
	return true;
}

/* <<~NAME, <<-"NAME", <<NAME: the text begins with the next line. */
static bool
note_heredoc(Lexer *lexer)
{
	const char *data = lexer->data;
	size_t		at = lexer->at + 2;
	char		quote = '\0';
	size_t		start;
	Heredoc    *heredoc;

	if (!lexer_sees(lexer, "<<") || lexer->heredoc_count == MAX_HEREDOCS)
		return false;
	if (data[at] == '~' || data[at] == '-')
		at++;
	if (data[at] == '"' || data[at] == '\'')
		quote = data[at++];
	start = at;
	while (at < lexer->end && (isalnum((unsigned char) data[at]) || data[at] == '_'))
		at++;
	if (at == start || !(isupper((unsigned char) data[start]) || quote != '\0') ||
		(quote != '\0' && data[at] != quote))
		return false;
	heredoc = &lexer->heredocs[lexer->heredoc_count++];
	heredoc->name = data + start;
	heredoc->length = at - start;
	heredoc->holds = STRING_LINES | STRING_OWN_LINE |
		(quote == '\'' ? 0 : STRING_ESCAPES | STRING_HASH);
	lexer->at = quote == '\0' ? at : at + 1;
	return true;
}

/* The last is opened first, so that the first is read first. */
void
lexer_begin_heredocs(Lexer *lexer)
{
	while (lexer->heredoc_count > 0)
	{
		Heredoc    *heredoc = &lexer->heredocs[--lexer->heredoc_count];

		lexer_open_string(lexer, heredoc->name, heredoc->length, heredoc->holds);
	}
}

static bool
is_word_part(unsigned char c)
{
	return isalnum(c) || c == '_';
}

/* A character, as ?", ends before a word: y ?'a':'b' is a choice. */
bool
lexer_ruby_string(Lexer *lexer)
{
	char		c = lexer->data[lexer->at];
	char		next = lexer->data[lexer->at + 1];

	if (c == '?' && (next == '"' || next == '\'') &&
		!is_word_part(lexer->data[lexer->at + 2]))
	{
		lexer->at += 2;			/* a character */
		return true;
	}
	if (c == '%')
		return read_percent_string(lexer);
	return c == '<' && note_heredoc(lexer);
}
