/*-------------------------------------------------------------------------
 *
 * tokens.c
 *	  What can be told from a file's tokens alone: texts, brackets, chains of
 *	  names, where expressions end, and patterns of tokens.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "tokens.h"

/* Methods that leave a string what it is. */
#define NEUTRAL_METHODS "to_string into to_owned freeze to_s clone strip trim as_str decode encode c_str data "

static bool
token_is(const Tokens *tokens, uint32 at, const char *word, size_t length)
{
	const Token *token = token_at(tokens, at);

	if (token->kind == TOKEN_STRING)
		return false;
	if (token->alias > 0)
	{
		const char *stands_for = tokens->alias_words[token->alias - 1];

		if (strlen(stands_for) == length && memcmp(stands_for, word, length) == 0)
			return true;
	}
	return token->length == length &&
		memcmp(tokens->source->data + token->start, word, length) == 0;
}

bool
token_is_word(const Tokens *tokens, uint32 at, const char *word)
{
	return token_is(tokens, at, word, strlen(word));
}

bool
token_in(const Tokens *tokens, uint32 at, const char *words)
{
	const Token *token = token_at(tokens, at);
	char		first = tokens->source->data[token->start];

	while (words != NULL && *words != '\0')
	{
		const char *space = strchr(words, ' ');

		if ((*words == first || token->alias > 0) &&
			token_is(tokens, at, words, space - words))
			return true;
		words = space + 1;
	}
	return false;
}

uint32
token_next(const Tokens *tokens, uint32 at)
{
	return Min(token_at(tokens, at)->next, tokens->count);
}

bool
token_same(const Tokens *tokens, uint32 a, uint32 b)
{
	const Token *left = token_at(tokens, a);
	const Token *right = token_at(tokens, b);
	const char *data = tokens->source->data;

	return left->length == right->length &&
		memcmp(data + left->start, data + right->start, left->length) == 0;
}

static char
mark_character(const Tokens *tokens, uint32 at)
{
	const Token *token = token_at(tokens, at);

	return token->kind == TOKEN_MARK && token->length == 1 ?
		tokens->source->data[token->start] : '\0';
}

bool
token_opens(const Tokens *tokens, uint32 at)
{
	char		c = mark_character(tokens, at);

	return c == '(' || c == '[' || c == '{';
}

bool
token_closes(const Tokens *tokens, uint32 at)
{
	char		c = mark_character(tokens, at);

	return c == ')' || c == ']' || c == '}' ||
		token_at(tokens, at)->kind == TOKEN_END;
}

bool
governed_string(const Tokens *tokens, uint32 at)
{
	const Token *token = token_at(tokens, at);

	return token->kind == TOKEN_STRING &&
		lint_begins_governed(tokens->source, token->start, token->start + token->length);
}

uint32
chain_start(const Tokens *tokens, uint32 at)
{
	for (int i = 0; i < MAX_CHAIN && at >= 2 &&
		 token_in(tokens, at - 1, ". :: ?. ") &&
		 token_at(tokens, at - 2)->kind == TOKEN_NAME; i++)
		at -= 2;
	return at;
}

uint32
skip_expression(const Tokens *tokens, uint32 at, bool past_commas)
{
	int			depth = 0;

	for (int i = 0; i < MAX_EXPRESSION; i++)
	{
		if (depth == 0 && (token_closes(tokens, at) ||
						   (!past_commas && token_is_word(tokens, at, ","))))
			break;
		if (token_opens(tokens, at))
			depth++;
		if (token_closes(tokens, at))
			depth--;
		at = token_next(tokens, at);
	}
	return at;
}

/* Does this continue the string before it: "CVN_" "X", in C also "CVN_" MACRO? */
static bool
continues_string(const Tokens *tokens, uint32 at)
{
	uint8		kind = token_at(tokens, at)->kind;

	return kind == TOKEN_STRING ||
		(kind == TOKEN_NAME && (tokens->language->syntax->particular & LEX_CPP_RAW) != 0);
}

bool
value_ends(const Tokens *tokens, uint32 *at)
{
	uint32		next = token_next(tokens, *at);

	if (token_is_word(tokens, *at, ".") && token_in(tokens, next, NEUTRAL_METHODS))
	{
		*at = token_next(tokens, next);
		if (token_is_word(tokens, *at, "("))
			*at = token_next(tokens, token_next(tokens, *at));
	}
	return !continues_string(tokens, *at) &&
		!token_in(tokens, *at, "+ % . << * / ? ( [ - ");
}

/* "@" is any name, any other word a token's text. */
static bool
match_word(const Tokens *tokens, const char *word, size_t length, uint32 at, uint32 *name)
{
	if (length != 1 || *word != '@')
		return token_is(tokens, at, word, length);
	if (token_at(tokens, at)->kind != TOKEN_NAME)
		return false;
	if (*name == PG_UINT32_MAX)
		*name = at;
	return true;
}

bool
match_words(const Tokens *tokens, const char **pattern, uint32 *at, uint32 *name)
{
	while (**pattern != '\0' && **pattern != '$')
	{
		size_t		length = strcspn(*pattern, " ");

		if (*at >= tokens->count || !match_word(tokens, *pattern, length, *at, name))
			return false;
		*at = token_next(tokens, *at);
		*pattern += length;
		while (**pattern == ' ')
			(*pattern)++;
	}
	return true;
}

uint32
match_tokens(const Tokens *tokens, const char *pattern, uint32 at)
{
	uint32		name = PG_UINT32_MAX;

	return may_match(tokens, pattern, at) &&
		match_words(tokens, &pattern, &at, &name) ? at : 0;
}
