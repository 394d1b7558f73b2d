/*-------------------------------------------------------------------------
 *
 * lex.c
 *	  Source code as tokens: names, marks, comments.  Strings are read by
 *	  literal.c.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "lex.h"
#include "literal.h"
#include "quote.h"

/* Marks of more than one character; longer ones first. */
static const char *const long_marks[] = {
	"||=", "...", "===", "!==",
	"??", "||", "&&", "?.", "?:", "::", ":=", "=>", "==", "!=", "<=", ">=",
	"->", "+=", "-=", "|=", "**", "<<", NULL
};

static bool
is_name_start(unsigned char c)
{
	return isalpha(c) || c == '_' || c == '$' || IS_HIGHBIT_SET(c);
}

static bool
is_name_part(unsigned char c)
{
	return is_name_start(c) || isdigit(c);
}

static void
skip_to(Lexer *lexer, const char *what)
{
	const char *found = memmem(lexer->data + lexer->at, lexer->end - lexer->at,
							   what, strlen(what));

	lexer->at = found ? (size_t) (found - lexer->data) : lexer->end;
}

static void
skip_line_comment(Lexer *lexer)
{
	size_t		start = lexer->at;

	skip_to(lexer, "\n");
	lint_comment(lexer->source, start, lexer->at);
}

/* Where comments nest, the outermost ends it. */
static void
skip_block_comment(Lexer *lexer)
{
	size_t		start = lexer->at;
	int			depth = 1;

	lexer->at += 2;
	while (depth > 0 && lexer->at < lexer->end)
	{
		if ((lexer->syntax->particular & LEX_NESTED_COMMENTS) == 0)
			skip_to(lexer, "*/");
		if (lexer_sees(lexer, "*/"))
			depth--;
		else if (lexer_sees(lexer, "/*"))
			depth++;
		else
		{
			lexer->at = Min(lexer->at + 1, lexer->end);
			continue;
		}
		lexer->at += 2;
	}
	lint_comment(lexer->source, start, lexer->at);
}

static bool
skip_comment(Lexer *lexer)
{
	if (lexer_sees(lexer, lexer->syntax->line_comment))
		skip_line_comment(lexer);
	else if (lexer->syntax->block_comments && lexer_sees(lexer, "/*"))
		skip_block_comment(lexer);
	else
		return false;
	return true;
}

/* A name may turn out to be a prefix of a string, as in f"". */
static void
read_name(Lexer *lexer)
{
	size_t		start = lexer->at;

	while (lexer->at < lexer->end && is_name_part(lexer->data[lexer->at]))
		lexer->at++;
	if (!lexer_prefixed_string(lexer, start))
		lexer_add(lexer, TOKEN_NAME, start, lexer->at);
}

static void
read_number(Lexer *lexer)
{
	size_t		start = lexer->at;
	const char *data = lexer->data;

	/* a NUL byte follows the data */
	while (lexer->at < lexer->end &&
		   (is_name_part(data[lexer->at]) ||
			(data[lexer->at] == '.' && isdigit((unsigned char) data[lexer->at + 1])) ||
			(data[lexer->at] == '\'' && (lexer->syntax->particular & LEX_CPP_RAW) != 0 &&
			 isalnum((unsigned char) data[lexer->at + 1]))))
		lexer->at++;
	lexer_add(lexer, TOKEN_NAME, start, lexer->at);
}

static bool
read_string(Lexer *lexer)
{
	for (const StringForm *form = lexer->syntax->strings; form->open != NULL; form++)
	{
		if (lexer->data[lexer->at] != form->open[0] || !lexer_sees(lexer, form->open))
			continue;
		lexer->at += strlen(form->open);
		lexer_open_string(lexer, form->close, strlen(form->close), form->holds);
		return true;
	}
	return false;
}

static void
read_mark(Lexer *lexer)
{
	size_t		length = 1;

	for (const char *const *mark = long_marks; *mark != NULL; mark++)
	{
		if (lexer->data[lexer->at] == (*mark)[0] && lexer_sees(lexer, *mark))
		{
			length = strlen(*mark);
			break;
		}
	}
	lexer_add(lexer, TOKEN_MARK, lexer->at, lexer->at + length);
	lexer->at += length;
}

/* Ruby: from =begin to =end, and all that follows __END__. */
static bool
skip_ruby_lines(Lexer *lexer)
{
	size_t		start = lexer->at;

	if ((lexer->syntax->particular & LEX_RUBY) == 0)
		return false;
	if (lexer_sees(lexer, "__END__\n"))
		lexer->at = lexer->end;
	else if (lexer_sees(lexer, "=begin"))
	{
		skip_to(lexer, "\n=end");
		lexer->at = Min(lexer->at + 5, lexer->end);
		lint_comment(lexer->source, start, lexer->at);
	}
	else
		return false;
	return true;
}

static void
read_line_end(Lexer *lexer)
{
	lexer->at++;
	lexer_end_line(lexer);
	if (lexer->heredoc_count > 0)
		lexer_begin_heredocs(lexer);
	else if (lexer->depth == 0)
		skip_ruby_lines(lexer);
}

/* A backslash at a line's end. */
static bool
goes_on(const Lexer *lexer)
{
	const char *at = lexer->data + lexer->at;

	/* a NUL byte follows the data */
	return *at == '\\' && (at[1] == '\n' || (at[1] == '\r' && at[2] == '\n'));
}

static void
read_code(Lexer *lexer)
{
	unsigned char c = lexer->data[lexer->at];

	if (c == '\n')
		read_line_end(lexer);
	else if (isspace(c) || c == '\0' || goes_on(lexer))
		lexer->at++;
	else if (is_name_start(c))
		read_name(lexer);
	else if (isdigit(c))
		read_number(lexer);
	else if (skip_comment(lexer))
		return;
	else if (lexer->depth > 0 && lexer_code_ends(lexer))
		return;
	else if ((lexer->syntax->particular & LEX_RUST) != 0 && lexer_rust_quote(lexer))
		return;
	else if ((lexer->syntax->particular & LEX_RUBY) != 0 && lexer_ruby_string(lexer))
		return;
	else if (read_string(lexer))
		return;
	else if ((lexer->syntax->particular & LEX_SLASH_REGEX) != 0 && lexer_slash_regex(lexer))
		return;
	else
		read_mark(lexer);
}

void
lint_lex(Tokens *tokens)
{
	Lexer		lexer = {0};

	lexer.source = tokens->source;
	lexer.syntax = tokens->language->syntax;
	lexer.data = lexer.source->data;
	lexer.end = lexer.source->length;
	lexer.tokens = tokens;
	tokens->count = 0;
	skip_ruby_lines(&lexer);
	while (lexer.at < lexer.end)
	{
		if (lexer.depth > 0 && !lexer.open[lexer.depth - 1].in_code)
			lexer_continue_string(&lexer);
		else
			read_code(&lexer);
	}

	/* strings that do not end, end here */
	for (int i = 0; i < lexer.depth; i++)
		tokens->items[lexer.open[i].token].next = tokens->count;
	lexer_add(&lexer, TOKEN_END, lexer.at, lexer.at);
	tokens->count--;
	pg_free(lexer.open);
}
