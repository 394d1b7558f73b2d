/*-------------------------------------------------------------------------
 *
 * key.c
 *	  Expressions that name a variable: a literal, a constant of the same
 *	  file, or something that only the run will know.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "tokens.h"

/* An expression is looked at no further than this many tokens. */
#define MAX_EXPRESSION 200

/* Nor is a.b.c at more names. */
#define MAX_CHAIN 8

/* Methods that leave a string what it is. */
#define NEUTRAL_METHODS "to_string into to_owned freeze to_s clone strip trim as_str decode encode c_str data "

bool
token_is(const Matcher *matcher, uint32 at, const char *word, size_t length)
{
	const Token *token = token_at(matcher, at);

	if (token->kind == TOKEN_STRING)
		return false;
	if (token->alias > 0)
	{
		const char *stands_for = matcher->alias_words[token->alias - 1];

		if (strlen(stands_for) == length && memcmp(stands_for, word, length) == 0)
			return true;
	}
	return token->length == length &&
		memcmp(matcher->source->data + token->start, word, length) == 0;
}

bool
token_is_word(const Matcher *matcher, uint32 at, const char *word)
{
	return token_is(matcher, at, word, strlen(word));
}

bool
token_in(const Matcher *matcher, uint32 at, const char *words)
{
	const Token *token = token_at(matcher, at);
	char		first = matcher->source->data[token->start];

	while (words != NULL && *words != '\0')
	{
		const char *space = strchr(words, ' ');

		if ((*words == first || token->alias > 0) &&
			token_is(matcher, at, words, space - words))
			return true;
		words = space + 1;
	}
	return false;
}

uint32
token_next(const Matcher *matcher, uint32 at)
{
	return Min(token_at(matcher, at)->next, matcher->tokens.count);
}

bool
token_same(const Matcher *matcher, uint32 a, uint32 b)
{
	const Token *left = token_at(matcher, a);
	const Token *right = token_at(matcher, b);
	const char *data = matcher->source->data;

	return left->length == right->length &&
		memcmp(data + left->start, data + right->start, left->length) == 0;
}

static char
mark_character(const Matcher *matcher, uint32 at)
{
	const Token *token = token_at(matcher, at);

	return token->kind == TOKEN_MARK && token->length == 1 ?
		matcher->source->data[token->start] : '\0';
}

bool
token_opens(const Matcher *matcher, uint32 at)
{
	char		c = mark_character(matcher, at);

	return c == '(' || c == '[' || c == '{';
}

bool
token_closes(const Matcher *matcher, uint32 at)
{
	char		c = mark_character(matcher, at);

	return c == ')' || c == ']' || c == '}' ||
		token_at(matcher, at)->kind == TOKEN_END;
}

uint32
chain_start(const Matcher *matcher, uint32 at)
{
	for (int i = 0; i < MAX_CHAIN && at >= 2 &&
		 token_in(matcher, at - 1, ". :: ?. ") &&
		 token_at(matcher, at - 2)->kind == TOKEN_NAME; i++)
		at -= 2;
	return at;
}

uint32
skip_expression(const Matcher *matcher, uint32 at, bool past_commas)
{
	int			depth = 0;

	for (int i = 0; i < MAX_EXPRESSION; i++)
	{
		if (depth == 0 && (token_closes(matcher, at) ||
						   (!past_commas && token_is_word(matcher, at, ","))))
			break;
		if (token_opens(matcher, at))
			depth++;
		if (token_closes(matcher, at))
			depth--;
		at = token_next(matcher, at);
	}
	return at;
}

/* Does this continue the string before it: "CVN_" "X", in C also "CVN_" MACRO? */
static bool
continues_string(const Matcher *matcher, uint32 at)
{
	uint8		kind = token_at(matcher, at)->kind;

	return kind == TOKEN_STRING ||
		(kind == TOKEN_NAME && (matcher->language->syntax->particular & LEX_CPP_RAW) != 0);
}

bool
value_ends(const Matcher *matcher, uint32 *at)
{
	uint32		next = token_next(matcher, *at);

	if (token_is_word(matcher, *at, ".") && token_in(matcher, next, NEUTRAL_METHODS))
	{
		*at = token_next(matcher, next);
		if (token_is_word(matcher, *at, "("))
			*at = token_next(matcher, token_next(matcher, *at));
	}
	return !continues_string(matcher, *at) &&
		!token_in(matcher, *at, "+ % . << * / ? ( [ - ");
}

/* The constant that the name token stands for, if it is a string and no list. */
static const Constant *
find_string(const Matcher *matcher, uint32 at)
{
	const Constant *constant = find_constant(matcher, at);

	return constant != NULL &&
		token_at(matcher, constant->value)->kind == TOKEN_STRING ? constant : NULL;
}

static void
set_key(const Matcher *matcher, KeyExpression *key, LintUseKind kind, uint32 value)
{
	const Token *token = token_at(matcher, value);

	key->kind = kind;
	key->start = token->start;
	key->end = token->start + token->length;
}

/* Pieces of a name that stand beside each other: "CVN_" "X". */
static bool
join_pieces(const Matcher *matcher, uint32 at, KeyExpression *key)
{
	const char *data = matcher->source->data;
	char		joined[MAX_JOINED + 1];
	size_t		length = 0;
	uint32		next = at;

	for (; token_at(matcher, next)->kind == TOKEN_STRING; next = token_next(matcher, next))
	{
		const Token *piece = token_at(matcher, next);

		if (!piece->complete || length + piece->length > MAX_JOINED ||
			lint_name_end(matcher->source, piece->start, piece->start + piece->length) !=
			piece->start + piece->length)
			return false;
		memcpy(joined + length, data + piece->start, piece->length);
		length += piece->length;
	}
	if (next == at + 1 || !value_ends(matcher, &next))
		return false;
	memcpy(key->joined, joined, length);
	key->joined[length] = '\0';
	key->next = next;
	return true;
}

/* A string that code is put into, perhaps first of all a constant's value. */
static void
read_key_string(const Matcher *matcher, uint32 at, KeyExpression *key)
{
	const Token *token = token_at(matcher, at);
	const Constant *constant;

	key->next = token->next;
	if (join_pieces(matcher, at, key))
		set_key(matcher, key, USE_READ, at);
	else if (token->length > 0 || token->next == at + 1)
		set_key(matcher, key, token->complete && value_ends(matcher, &key->next) ?
				USE_READ : USE_DYNAMIC, at);
	else if ((constant = find_string(matcher, at + 1)) != NULL)
		set_key(matcher, key, USE_DYNAMIC, constant->value);
}

static void
read_key_name(const Matcher *matcher, uint32 at, KeyExpression *key)
{
	const Constant *constant;
	uint32		last = at;

	while (token_in(matcher, last + 1, ". :: ") &&
		   token_at(matcher, last + 2)->kind == TOKEN_NAME &&
		   last + 2 < matcher->tokens.count)
		last += 2;
	constant = find_string(matcher, last);
	key->next = last + 1;
	if (constant == NULL && last == at && value_ends(matcher, &key->next))
		key->list = find_list(matcher, at);
	if (constant == NULL && last > at)
	{
		/* KEY.format(...) */
		constant = find_string(matcher, last - 2);
		key->next = last - 1;
	}
	if (constant == NULL)
		return;
	set_key(matcher, key,
			!constant->ambiguous && constant->whole &&
			value_ends(matcher, &key->next) ? USE_READ : USE_DYNAMIC, constant->value);
}

/* A governed string that is the first of an expression, as in format!("CVN_{}", n). */
static void
search_key(const Matcher *matcher, uint32 at, KeyExpression *key)
{
	uint32		end = skip_expression(matcher, at, false);

	key->next = end;
	for (uint32 i = at; i < end && i < at + MAX_EXPRESSION; i++)
	{
		if (token_at(matcher, i)->kind != TOKEN_STRING)
			continue;
		if (governed_string(matcher, i))
		{
			set_key(matcher, key, USE_DYNAMIC, i);
			key->place = key->start;
		}
		break;
	}
}

void
read_key(const Matcher *matcher, uint32 at, KeyExpression *key)
{
	const Token *token;

	while (token_is_word(matcher, at, "&"))
		at++;
	token = token_at(matcher, at);
	key->kind = USE_MENTION;
	key->start = key->end = key->place = token->start;
	key->next = at;
	key->joined[0] = '\0';
	key->list = 0;
	if (token->kind == TOKEN_STRING)
		read_key_string(matcher, at, key);
	else if (token->kind == TOKEN_NAME)
		read_key_name(matcher, at, key);
	if (key->list > 0)
		return;
	if (key->kind == USE_MENTION ||
		!lint_governed(matcher->source, key->start, key->end))
	{
		key->kind = USE_MENTION;
		key->joined[0] = '\0';
		search_key(matcher, at, key);
	}
	else if (key->kind == USE_DYNAMIC)
		key->next = skip_expression(matcher, key->next, false);
}
