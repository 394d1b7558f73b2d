/*-------------------------------------------------------------------------
 *
 * lint_matcher.h
 *	  What the parts of matching share: a file's tokens, and what its names
 *	  stand for.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_LINT_MATCHER_H
#define FTF_LINT_MATCHER_H

#include "lint_match.h"

/* A name that is given a string with a governed beginning, once. */
typedef struct Constant
{
	size_t		name;
	uint32		name_length;
	uint32		value;			/* its token */
	bool		ambiguous;		/* it is given another one, too */
} Constant;

#define MAX_ALIASES 32

typedef struct Matcher
{
	LintSource *source;
	const LintLanguage *language;
	TokenList	tokens;
	Constant   *constants;		/* sorted by name */
	int			constant_count;
	size_t		alias_names[MAX_ALIASES];
	uint32		alias_lengths[MAX_ALIASES];
	const char *alias_words[MAX_ALIASES];
	int			alias_count;
	uint32		mapping_end;	/* tokens before it were read as entries */
} Matcher;

/* The expression that names a variable. */
typedef struct KeyExpression
{
	LintUseKind kind;			/* USE_READ: start to end is the name;
								 * USE_DYNAMIC: how it begins; USE_MENTION:
								 * not known to be governed */
	size_t		start;
	size_t		end;
	size_t		place;
	uint32		next;			/* the token behind it */
} KeyExpression;

/* The token at a place; at one behind all of them, the one that ends the list. */
static inline const Token *
token_at(const Matcher *matcher, uint32 at)
{
	return &matcher->tokens.items[Min(at, matcher->tokens.count)];
}

/* A token's text, or that of what it is an alias for. */
extern bool token_is(const Matcher *matcher, uint32 at, const char *word, size_t length);
extern bool token_is_word(const Matcher *matcher, uint32 at, const char *word);

/* Is it in a list of words, each with a space behind? */
extern bool token_in(const Matcher *matcher, uint32 at, const char *words);

/* The token behind this one, or the last. */
extern uint32 token_next(const Matcher *matcher, uint32 at);

extern bool token_opens(const Matcher *matcher, uint32 at);
extern bool token_closes(const Matcher *matcher, uint32 at);

/* The first token of a.b.c or a::b, of which the one at "at" is the last. */
extern uint32 chain_start(const Matcher *matcher, uint32 at);

/*
 * The next comma or closing bracket that belongs to brackets that are open
 * here, or with past_commas the closing bracket.  Gives up after a while.
 */
extern uint32 skip_expression(const Matcher *matcher, uint32 at, bool past_commas);

extern void find_constants(Matcher *matcher);
extern void read_key(const Matcher *matcher, uint32 at, KeyExpression *key);

/* Entries of a mapping that is given to the environment, as in env={"X": 1}. */
extern void match_mapping(Matcher *matcher, uint32 at);

/* const { X = 14 } = process.env, at its last token. */
extern void match_destructuring(Matcher *matcher, uint32 at);

#endif							/* FTF_LINT_MATCHER_H */
