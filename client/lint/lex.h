/*-------------------------------------------------------------------------
 *
 * lex.h
 *	  Source code as tokens, for languages that are alike enough to share a
 *	  lexer: Python, C, C++, JavaScript, TypeScript, Go, Rust, Java, Ruby.
 *
 * It never fails: what no compiler would accept gives some tokens, and a
 * string that does not end is taken to end with its line, or with the file if
 * such strings may hold line ends.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_LINT_LEX_H
#define FTF_LINT_LEX_H

#include "use.h"

typedef enum TokenKind
{
	TOKEN_NAME,					/* numbers, too */
	TOKEN_STRING,
	TOKEN_MARK,					/* punctuation, the longest that is known */
	TOKEN_END					/* of code that is put into a string */
} TokenKind;

/* Of a string: its content, up to the first thing that is put into it. */
typedef struct Token
{
	uint32		start;
	uint32		length;
	uint32		next;			/* the token behind it, and behind all that is
								 * put into it */
	uint8		kind;
	bool		complete;		/* the content is the string's whole value */
	uint8		alias;			/* of a name: what it stands for, see
								 * match.c; 0: itself */
} Token;

/* One more token than count, of kind TOKEN_END, may be read. */
typedef struct TokenList
{
	Token	   *items;
	uint32		count;
	uint32		room;
} TokenList;

/* What a kind of string may hold. */
#define STRING_ESCAPES 1		/* backslash and a character */
#define STRING_LINES 2			/* line ends */
#define STRING_DOLLAR 4			/* ${code} */
#define STRING_HASH 8			/* #{code} */
#define STRING_BRACE 16			/* {code:format}; {{ is a brace */
#define STRING_OWN_LINE 32		/* ends with a line that is its delimiter */

typedef struct StringForm
{
	const char *open;
	const char *close;
	int			holds;
} StringForm;

/* What is particular about a language's lexemes. */
#define LEX_SLASH_REGEX 1		/* a slash may begin a regular expression */
#define LEX_NESTED_COMMENTS 2
#define LEX_PYTHON_PREFIXES 4	/* r"" f"" */
#define LEX_CPP_RAW 8			/* R"x()x", and 1'000 */
#define LEX_RUST 16				/* r#""#, 'a is no string */
#define LEX_RUBY 32				/* <<HEREDOC, %q(), =begin, __END__ */

typedef struct LintSyntax
{
	const char *line_comment;
	bool		block_comments; /* between slash-star and star-slash */
	int			particular;
	const StringForm *strings;	/* longest opening first; NULL ends them */
} LintSyntax;

extern void lint_lex(LintSource *source, const LintSyntax *syntax, TokenList *tokens);

#endif							/* FTF_LINT_LEX_H */
