/*-------------------------------------------------------------------------
 *
 * lexer.h
 *	  What the parts of the lexer share: where it is, and in which strings.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_LINT_LEXER_H
#define FTF_LINT_LEXER_H

#include "bounds.h"
#include "tokens.h"

/* A string that is open.  While code that is put into it is read, in_code. */
typedef struct OpenString
{
	const char *close;
	uint32		close_length;
	int			holds;
	uint32		token;
	bool		ends_piece;		/* its token's content has its final length */
	bool		in_code;
	int			brackets;		/* open in the code */
} OpenString;

/* A Ruby heredoc whose text begins with the next line. */
typedef struct Heredoc
{
	const char *name;
	uint32		length;
	int			holds;
} Heredoc;

typedef struct Lexer
{
	LintSource *source;
	const LintSyntax *syntax;
	const char *data;
	size_t		at;
	size_t		end;
	Tokens	   *tokens;
	OpenString *open;
	int			depth;			/* number of open strings */
	int			room;
	Heredoc		heredocs[MAX_HEREDOCS];
	int			heredoc_count;
	size_t		no_regex_before;	/* one that begins earlier does not end */
} Lexer;

/* Appends a token; the one returned is valid until the next. */
extern Token *lexer_add(Lexer *lexer, TokenKind kind, size_t start, size_t end);

/* Does the rest of the data begin with this? */
extern bool lexer_sees(const Lexer *lexer, const char *what);

#endif							/* FTF_LINT_LEXER_H */
