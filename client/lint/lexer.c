/*-------------------------------------------------------------------------
 *
 * lexer.c
 *	  What the parts of the lexer do: they add tokens, and see what comes.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "lexer.h"

Token *
lexer_add(Lexer *lexer, TokenKind kind, size_t start, size_t end)
{
	Tokens	   *tokens = lexer->tokens;
	Token	   *token;

	/* the last one stays free for the token that ends the list */
	if (tokens->count + 1 >= tokens->room)
	{
		tokens->room = tokens->room == 0 ? 1024 : 2 * tokens->room;
		tokens->items = pg_realloc_array(tokens->items, Token, tokens->room);
	}
	token = &tokens->items[tokens->count++];
	memset(token, 0, sizeof(*token));
	token->kind = kind;
	token->start = start;
	token->length = end - start;
	token->next = tokens->count;
	token->complete = true;
	return token;
}

bool
lexer_sees(const Lexer *lexer, const char *what)
{
	size_t		length = strlen(what);

	return lexer->end - lexer->at >= length &&
		memcmp(lexer->data + lexer->at, what, length) == 0;
}
