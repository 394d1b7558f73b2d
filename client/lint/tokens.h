/*-------------------------------------------------------------------------
 *
 * tokens.h
 *	  A file as tokens, and what can be told from them alone.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_LINT_TOKENS_H
#define FTF_LINT_TOKENS_H

#include "languages.h"

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
	uint8		alias;			/* of a name: which one it is, from 1; 0: none */
} Token;

#define MAX_ALIASES 32

/* One more token than count, of kind TOKEN_END, may be read. */
typedef struct Tokens
{
	LintSource *source;
	const LintLanguage *language;
	Token	   *items;
	uint32		count;
	uint32		room;

	/* names that stand for others, and what patterns call these */
	size_t		alias_names[MAX_ALIASES];
	uint32		alias_lengths[MAX_ALIASES];
	const char *alias_words[MAX_ALIASES];
	int			alias_count;
} Tokens;

/* An expression is looked at no further than this many tokens ... */
#define MAX_EXPRESSION 200

/* ... what stands around a read no further than these ... */
#define MAX_AROUND 60

/* ... and a chain, a.b.c or a().b().c(), no further than so many links. */
#define MAX_CHAIN 8

/* The token at a place; at one behind all of them, the one that ends the list. */
static inline const Token *
token_at(const Tokens *tokens, uint32 at)
{
	return &tokens->items[Min(at, tokens->count)];
}

/* Is this its text, or that of what it is an alias for? */
extern bool token_is_word(const Tokens *tokens, uint32 at, const char *word);

/* Is it in a list of words, each with a space behind? */
extern bool token_in(const Tokens *tokens, uint32 at, const char *words);

/* Do both have the same text? */
extern bool token_same(const Tokens *tokens, uint32 a, uint32 b);

/* The token behind this one, or the last. */
extern uint32 token_next(const Tokens *tokens, uint32 at);

extern bool token_opens(const Tokens *tokens, uint32 at);
extern bool token_closes(const Tokens *tokens, uint32 at);

/* Is it a string with which a governed name may begin? */
extern bool governed_string(const Tokens *tokens, uint32 at);

/* The first token of a.b.c or a::b, of which the one at "at" is the last. */
extern uint32 chain_start(const Tokens *tokens, uint32 at);

/*
 * The next comma or closing bracket that belongs to brackets that are open
 * here, or with past_commas the closing bracket.  Gives up after a while.
 */
extern uint32 skip_expression(const Tokens *tokens, uint32 at, bool past_commas);

/*
 * Does the value of a string end before this token?  Methods that leave it what
 * it is are passed over.
 */
extern bool value_ends(const Tokens *tokens, uint32 *at);

/*
 * A look at first letters, which most patterns fail: the token's, or behind a
 * name that may be any, the next one's.
 */
static inline bool
may_match(const Tokens *tokens, const char *pattern, uint32 at)
{
	const char *data = tokens->source->data;
	const Token *token = token_at(tokens, at);

	if (*pattern == '@')
		return token->kind == TOKEN_NAME && data[token[1].start] == pattern[2];
	return token->alias > 0 || data[token->start] == *pattern;
}

/*
 * Reads a pattern's words as the tokens from *at on, to the pattern's end or its
 * next "$".  True: they are those, and *pattern and *at are behind them; *name
 * is the token of the first "@" if it was UINT32_MAX.
 */
extern bool match_words(const Tokens *tokens, const char **pattern, uint32 *at, uint32 *name);

/* The token behind those that a pattern without "$" matches here; 0: it doesn't. */
extern uint32 match_tokens(const Tokens *tokens, const char *pattern, uint32 at);

#endif							/* FTF_LINT_TOKENS_H */
