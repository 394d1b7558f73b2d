/*-------------------------------------------------------------------------
 *
 * key.c
 *	  Expressions that name a variable: a literal, a constant of the same
 *	  file, or something that only the run will know.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "key.h"

/* The constant that the name token stands for, if it is a string and no list. */
static const Constant *
find_string(const Tokens *tokens, const Names *names, uint32 at)
{
	const Constant *constant = find_constant(tokens, &names->constants, at);

	return constant != NULL &&
		token_at(tokens, constant->value)->kind == TOKEN_STRING ? constant : NULL;
}

static void
set_key(const Tokens *tokens, KeyExpression *key, LintUseKind kind, uint32 value)
{
	const Token *token = token_at(tokens, value);

	key->kind = kind;
	key->start = token->start;
	key->end = token->start + token->length;
}

/* Pieces of a name that stand beside each other: "CVN_" "X". */
static bool
join_pieces(const Tokens *tokens, uint32 at, KeyExpression *key)
{
	const char *data = tokens->source->data;
	char		joined[FTF_KEY_MAX_BYTES + 1];
	size_t		length = 0;
	uint32		next = at;

	for (; token_at(tokens, next)->kind == TOKEN_STRING; next = token_next(tokens, next))
	{
		const Token *piece = token_at(tokens, next);

		if (!piece->complete || length + piece->length > FTF_KEY_MAX_BYTES ||
			lint_name_end(tokens->source, piece->start, piece->start + piece->length) !=
			piece->start + piece->length)
			return false;
		memcpy(joined + length, data + piece->start, piece->length);
		length += piece->length;
	}
	if (next == at + 1 || !value_ends(tokens, &next))
		return false;
	memcpy(key->joined, joined, length);
	key->joined[length] = '\0';
	key->next = next;
	return true;
}

/* A string that code is put into, perhaps first of all a constant's value. */
static void
read_key_string(const Tokens *tokens, const Names *names, uint32 at, KeyExpression *key)
{
	const Token *token = token_at(tokens, at);
	const Constant *constant;

	key->next = token->next;
	if (join_pieces(tokens, at, key))
		set_key(tokens, key, USE_READ, at);
	else if (token->length > 0 || token->next == at + 1)
		set_key(tokens, key, token->complete && value_ends(tokens, &key->next) ?
				USE_READ : USE_DYNAMIC, at);
	else if ((constant = find_string(tokens, names, at + 1)) != NULL)
		set_key(tokens, key, USE_DYNAMIC, constant->value);
}

static void
read_key_name(const Tokens *tokens, Names *names, uint32 at, KeyExpression *key)
{
	const Constant *constant;
	uint32		last = at;

	while (token_in(tokens, last + 1, ". :: ") &&
		   token_at(tokens, last + 2)->kind == TOKEN_NAME &&
		   last + 2 < tokens->count)
		last += 2;
	constant = find_string(tokens, names, last);
	key->next = last + 1;
	if (constant == NULL && last == at && value_ends(tokens, &key->next))
		key->list = find_list(tokens, &names->constants, &names->loops, at);
	if (constant == NULL && last > at)
	{
		/* KEY.format(...) */
		constant = find_string(tokens, names, last - 2);
		key->next = last - 1;
	}
	if (constant == NULL)
		return;
	set_key(tokens, key,
			!constant->ambiguous && constant->whole &&
			value_ends(tokens, &key->next) ? USE_READ : USE_DYNAMIC, constant->value);
}

/* A governed string that is the first of an expression, as in format!("CVN_{}", n). */
static void
search_key(const Tokens *tokens, uint32 at, KeyExpression *key)
{
	uint32		end = skip_expression(tokens, at, false);

	key->next = end;
	for (uint32 i = at; i < end && i < at + MAX_EXPRESSION; i++)
	{
		if (token_at(tokens, i)->kind != TOKEN_STRING)
			continue;
		if (governed_string(tokens, i))
		{
			set_key(tokens, key, USE_DYNAMIC, i);
			key->place = key->start;
		}
		break;
	}
}

void
read_key(const Tokens *tokens, Names *names, uint32 at, KeyExpression *key)
{
	const Token *token;

	while (token_is_word(tokens, at, "&"))
		at++;
	token = token_at(tokens, at);
	key->kind = USE_MENTION;
	key->start = key->end = key->place = token->start;
	key->next = at;
	key->joined[0] = '\0';
	key->list = 0;
	if (token->kind == TOKEN_STRING)
		read_key_string(tokens, names, at, key);
	else if (token->kind == TOKEN_NAME)
		read_key_name(tokens, names, at, key);
	if (key->list > 0)
		return;
	if (key->kind == USE_MENTION ||
		!lint_begins_governed(tokens->source, key->start, key->end))
	{
		key->kind = USE_MENTION;
		key->joined[0] = '\0';
		search_key(tokens, at, key);
	}
	else if (key->kind == USE_DYNAMIC)
		key->next = skip_expression(tokens, key->next, false);
}
