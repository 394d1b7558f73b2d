/*-------------------------------------------------------------------------
 *
 * literal.c
 *	  The lexer's strings: what may be put into them, how they end, and the
 *	  forms that only one language has.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "literal.h"

void
lexer_open_string(Lexer *lexer, const char *close, uint32 close_length, int holds)
{
	OpenString *string;

	if (lexer->depth == lexer->room)
	{
		lexer->room = lexer->room == 0 ? 8 : 2 * lexer->room;
		lexer->open = pg_realloc_array(lexer->open, OpenString, lexer->room);
	}
	string = &lexer->open[lexer->depth++];
	memset(string, 0, sizeof(*string));
	string->close = close;
	string->close_length = close_length;
	string->holds = holds;
	lexer_add(lexer, TOKEN_STRING, lexer->at, lexer->at);
	string->token = lexer->tokens->count - 1;
}

/* The content of the innermost string is known up to here. */
static void
end_piece(Lexer *lexer, bool complete)
{
	OpenString *string = &lexer->open[lexer->depth - 1];
	Token	   *token = &lexer->tokens->items[string->token];

	if (!complete)
		token->complete = false;
	if (!string->ends_piece)
		token->length = lexer->at - token->start;
	string->ends_piece = true;
}

static void
close_string(Lexer *lexer)
{
	OpenString *string = &lexer->open[lexer->depth - 1];

	end_piece(lexer, true);
	lexer->tokens->items[string->token].next = lexer->tokens->count;
	lexer->depth--;
}

static bool
at_line_start(const Lexer *lexer)
{
	size_t		at = lexer->at;

	while (at > 0 && (lexer->data[at - 1] == ' ' || lexer->data[at - 1] == '\t'))
		at--;
	return at == 0 || lexer->data[at - 1] == '\n';
}

static bool
sees_close(const Lexer *lexer, const OpenString *string)
{
	size_t		behind = lexer->at + string->close_length;

	if (lexer->data[lexer->at] != string->close[0] || behind > lexer->end ||
		memcmp(lexer->data + lexer->at, string->close, string->close_length) != 0)
		return false;
	if ((string->holds & STRING_OWN_LINE) == 0)
		return true;
	return (behind == lexer->end || lexer->data[behind] == '\n' ||
			lexer->data[behind] == '\r') && at_line_start(lexer);
}

/* How long the opening of code is that is put in here; 0: there is none. */
static int
code_opening(const Lexer *lexer, const OpenString *string)
{
	char		c = lexer->data[lexer->at];

	/* a NUL byte follows the data */
	if ((string->holds & STRING_DOLLAR) != 0 && c == '$')
		return lexer->data[lexer->at + 1] == '{' ? 2 : 0;
	if ((string->holds & STRING_HASH) != 0 && c == '#')
		return lexer->data[lexer->at + 1] == '{' ? 2 : 0;
	return (string->holds & STRING_BRACE) != 0 && c == '{' ? 1 : 0;
}

void
lexer_continue_string(Lexer *lexer)
{
	OpenString *string = &lexer->open[lexer->depth - 1];

	while (lexer->at < lexer->end)
	{
		char		c = lexer->data[lexer->at];
		int			opening;

		if (sees_close(lexer, string))
		{
			close_string(lexer);
			lexer->at += string->close_length;
			return;
		}
		if (c == '\n' && (string->holds & STRING_LINES) == 0)
		{
			close_string(lexer);
			return;
		}
		opening = code_opening(lexer, string);
		if (opening == 1 && lexer->data[lexer->at + 1] == '{')
			opening = 0, lexer->at++;	/* {{ in Python is a brace */
		if (opening > 0)
		{
			end_piece(lexer, false);
			string->in_code = true;
			string->brackets = 0;
			lexer->at += opening;
			return;
		}
		if (c == '\\' && (string->holds & STRING_ESCAPES) != 0)
		{
			end_piece(lexer, false);
			lexer->at++;
		}
		lexer->at = Min(lexer->at + 1, lexer->end);
	}
	end_piece(lexer, true);
}

/* Python's format, as in {price:>{width}}: to the bracket that ends it. */
static void
skip_format(Lexer *lexer, OpenString *string)
{
	int			braces = 0;

	while (lexer->at < lexer->end)
	{
		char		c = lexer->data[lexer->at];

		if (sees_close(lexer, string))
			string->in_code = false;
		if (c == '\n' || !string->in_code)
			return;
		if (c == '{')
			braces++;
		if (c == '}' && braces-- == 0)
			return;
		lexer->at++;
	}
}

bool
lexer_code_ends(Lexer *lexer)
{
	OpenString *string = &lexer->open[lexer->depth - 1];
	char		c = lexer->data[lexer->at];

	if (c == ':' && string->brackets == 0 && (string->holds & STRING_BRACE) != 0)
	{
		skip_format(lexer, string);
		return true;
	}
	if (c == '{' || c == '(' || c == '[')
		string->brackets++;
	if ((c == ')' || c == ']') && string->brackets > 0)
		string->brackets--;
	if (c != '}' || string->brackets-- > 0)
		return false;
	lexer_add(lexer, TOKEN_END, lexer->at, lexer->at);
	string->in_code = false;
	lexer->at++;
	return true;
}

void
lexer_end_line(Lexer *lexer)
{
	while (lexer->depth > 0 &&
		   (lexer->open[lexer->depth - 1].holds & STRING_LINES) == 0)
	{
		lexer_add(lexer, TOKEN_END, lexer->at, lexer->at);
		close_string(lexer);
	}
}

/* A string without escapes whose end is some text: read whole. */
static void
read_raw(Lexer *lexer, const char *close, size_t length)
{
	const char *found = memmem(lexer->data + lexer->at, lexer->end - lexer->at, close, length);
	size_t		end = found ? (size_t) (found - lexer->data) : lexer->end;

	lexer_add(lexer, TOKEN_STRING, lexer->at, end);
	lexer->at = Min(end + length, lexer->end);
}

/* R"delimiter(content)delimiter" */
static bool
read_cpp_raw(Lexer *lexer)
{
	char		close[20] = ")";
	size_t		length = 0;
	const char *delimiter = lexer->data + lexer->at + 1;

	while (length <= 16 && delimiter[length] != '\0' && strchr("( )\\\"\n\t", delimiter[length]) == NULL)
		length++;
	if (length > 16 || delimiter[length] != '(')
		return false;
	memcpy(close + 1, delimiter, length);
	close[length + 1] = '"';
	lexer->at += length + 2;
	read_raw(lexer, close, length + 2);
	return true;
}

/* r"content", r##"content"##: as many # as opened it. */
static bool
read_rust_raw(Lexer *lexer)
{
	char		close[257] = "\"";
	size_t		length = 0;

	while (length < 255 && lexer->data[lexer->at + length] == '#')
		close[++length] = '#';
	if (lexer->data[lexer->at + length] != '"')
		return false;
	lexer->at += length + 1;
	read_raw(lexer, close, length + 1);
	return true;
}

/* r"", f'''''', Rb"" and so on. */
static bool
open_python(Lexer *lexer, const char *prefix, size_t length)
{
	const char *quotes = lexer->data + lexer->at;
	bool		triple = strncmp(quotes, "\"\"\"", 3) == 0 || strncmp(quotes, "'''", 3) == 0;
	int			holds = STRING_ESCAPES | (triple ? STRING_LINES : 0);

	if (length > 2 || (*quotes != '"' && *quotes != '\''))
		return false;
	for (size_t i = 0; i < length; i++)
	{
		char		letter = pg_tolower((unsigned char) prefix[i]);

		if (strchr("rbuft", letter) == NULL)
			return false;
		if (letter == 'f' || letter == 't')
			holds |= STRING_BRACE;
	}
	lexer->at += triple ? 3 : 1;
	lexer_open_string(lexer, quotes, triple ? 3 : 1, holds);
	return true;
}

bool
lexer_prefixed_string(Lexer *lexer, size_t name_start)
{
	const char *name = lexer->data + name_start;
	size_t		length = lexer->at - name_start;
	char		last = name[length - 1];
	int			particular = lexer->syntax->particular;

	if (lexer->at >= lexer->end || length > 3)
		return false;
	if ((particular & LEX_PYTHON_PREFIXES) != 0)
		return open_python(lexer, name, length);
	if ((particular & LEX_CPP_RAW) != 0 && lexer->data[lexer->at] == '"')
	{
		/* L"", u8"": the prefix is no name */
		return last == 'R' ? read_cpp_raw(lexer) :
			last == 'L' || last == 'u' || last == 'U' || last == '8';
	}
	if ((particular & LEX_RUST) != 0 && length <= 2)
		return last == 'r' ? read_rust_raw(lexer) :
			lexer->data[lexer->at] == '"' && (last == 'b' || last == 'c');
	return false;
}

/* 'a' is a character, 'a alone a lifetime. */
bool
lexer_rust_quote(Lexer *lexer)
{
	size_t		at = lexer->at + 1;

	if (lexer->data[lexer->at] != '\'')
		return false;
	if (lexer->data[at] == '\\')
	{
		lexer->at = at;
		lexer_open_string(lexer, "'", 1, STRING_ESCAPES);
		return true;
	}
	do
		at++;
	while (at < lexer->end && ((unsigned char) lexer->data[at] & 0xC0) == 0x80);
	if (at < lexer->end && lexer->data[at] == '\'')
		lexer->at = at;
	lexer->at++;
	return true;
}
