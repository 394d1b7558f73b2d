/*-------------------------------------------------------------------------
 *
 * tokens.h
 *	  What the parts of matching share: a file's tokens, and what its names
 *	  stand for.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_LINT_MATCHER_H
#define FTF_LINT_MATCHER_H

#include "languages.h"

/* A name that is given a string with a governed beginning, once. */
typedef struct Constant
{
	size_t		name;
	uint32		name_length;
	uint32		value;			/* its token */
	bool		whole;			/* of a string: nothing is put to it */
	bool		ambiguous;		/* it is given another one, too */
} Constant;

/* A loop whose variable is one of a list's strings after the other. */
typedef struct Loop
{
	uint32		variable;		/* its token */
	uint32		list;			/* the bracket that opens the list */
	bool		comprehension;	/* it follows what it is for */
} Loop;

#define MAX_ALIASES 32

/* Values that are no default. */
#define NO_VALUES "None nil null undefined nullptr NULL "

/* Tokens of one expression that are looked at. */
#define MAX_AROUND 60

typedef struct Matcher
{
	LintSource *source;
	const LintLanguage *language;
	TokenList	tokens;
	Constant   *constants;		/* sorted by name */
	int			constant_count;
	bool		knows_loops;
	Loop	   *loops;			/* as they stand in the file */
	int			loop_count;
	int			listed;			/* names that were noted through loops */
	size_t		alias_names[MAX_ALIASES];
	uint32		alias_lengths[MAX_ALIASES];
	const char *alias_words[MAX_ALIASES];
	int			alias_count;
	uint32		mapping_end;	/* tokens before it were read as entries */
} Matcher;

/* The store admits no longer key. */
#define MAX_JOINED 128

/* The expression that names a variable. */
typedef struct KeyExpression
{
	LintUseKind kind;			/* USE_READ: start to end is the name;
								 * USE_DYNAMIC: how it begins; USE_MENTION:
								 * not known to be governed */
	size_t		start;
	size_t		end;
	char		joined[MAX_JOINED + 1]; /* the name, if it is in pieces, of
										 * which start to end is the first; or
										 * empty */
	size_t		place;
	uint32		next;			/* the token behind it */
	uint32		list;			/* a loop's variable: the list's bracket; or 0 */
} KeyExpression;

/* Where a pattern matched. */
typedef struct Match
{
	uint32		next;			/* the token behind it */
	bool		has_key;		/* "$" */
	uint32		key_at;			/* its first token */
	KeyExpression key;
	uint32		name;			/* of the first "@"; UINT32_MAX: none */
} Match;

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

/* Do both have the same text? */
extern bool token_same(const Matcher *matcher, uint32 a, uint32 b);

/* The token behind this one, or the last. */
extern uint32 token_next(const Matcher *matcher, uint32 at);

extern bool token_opens(const Matcher *matcher, uint32 at);
extern bool token_closes(const Matcher *matcher, uint32 at);

/* Does the pattern match the tokens from this one on? */
extern bool match_pattern(const Matcher *matcher, const char *pattern, uint32 at, Match *match);

/* The first token of a.b.c or a::b, of which the one at "at" is the last. */
extern uint32 chain_start(const Matcher *matcher, uint32 at);

/*
 * The next comma or closing bracket that belongs to brackets that are open
 * here, or with past_commas the closing bracket.  Gives up after a while.
 */
extern uint32 skip_expression(const Matcher *matcher, uint32 at, bool past_commas);

/* Is it a string that begins with a governed prefix? */
extern bool governed_string(const Matcher *matcher, uint32 at);

extern void find_constants(Matcher *matcher);

/* The constant that the name token stands for, or NULL. */
extern const Constant *find_constant(const Matcher *matcher, uint32 at);

/* Is this the bracket of a list that begins with a string? */
extern bool opens_list(const Matcher *matcher, uint32 at);

/* Where the list begins that has this bracket: with its type, or the bracket. */
extern uint32 list_start(const Matcher *matcher, uint32 bracket);

/* The list that the name at this token goes through; 0: none. */
extern uint32 find_list(const Matcher *matcher, uint32 at);

/* Notes each name in the list. */
extern void note_list(Matcher *matcher, uint32 list, LintUseKind kind);

/*
 * Does the value of a string end before this token?  Methods that leave it what
 * it is are passed over.
 */
extern bool value_ends(const Matcher *matcher, uint32 *at);

extern void read_key(const Matcher *matcher, uint32 at, KeyExpression *key);

/* What a use is that begins at start, by what stands around the pattern. */
extern LintUseKind refine_kind(const Matcher *matcher, const LintPattern *pattern,
							   uint32 start, const Match *match);

/* X ? X : 14, and X == null ? 14 : X; not X ? 1 : 2. */
extern bool question_defaults(const Matcher *matcher, uint32 start, uint32 behind);

/* X if X else 14 and 14 if X is None else X in Python, at the condition. */
extern bool else_defaults(const Matcher *matcher, uint32 start, uint32 behind);

/*
 * Is "if", of which the condition reads from start to behind and asks whether it
 * is absent, Python's choice between that and a default?  "else" is otherwise.
 */
extern bool condition_defaults(const Matcher *matcher, uint32 start, uint32 behind,
							   uint32 otherwise, bool absent);

/* Entries of a mapping that is given to the environment, as in env={"X": 1}. */
extern void match_mapping(Matcher *matcher, uint32 at);

/* const { X = 14 } = process.env, at its last token. */
extern void match_destructuring(Matcher *matcher, uint32 at);

#endif							/* FTF_LINT_MATCHER_H */
