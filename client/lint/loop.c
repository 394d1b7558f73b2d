/*-------------------------------------------------------------------------
 *
 * loop.c
 *	  Names that a loop goes through: for k in ("CVN_A", "CVN_B").
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "bounds.h"
#include "list.h"
#include "loop.h"

/* So far behind a name its comprehension is looked for. */
#define MAX_COMPREHENSION 40

/* The list that a loop goes through; 0: none. */
static uint32
list_at(const Tokens *tokens, const Constants *constants, uint32 at)
{
	uint32		list = list_written(tokens, at);
	const Constant *constant;

	if (list > 0)
		return list;
	if (token_is_word(tokens, at, "&"))
		at = token_next(tokens, at);
	constant = find_constant(tokens, constants, at);
	return constant != NULL && !constant->ambiguous &&
		opens_list(tokens, constant->value) ? constant->value : 0;
}

/* What follows the list that is written or named here. */
static uint32
behind_list(const Tokens *tokens, uint32 at)
{
	if (!token_opens(tokens, at))
		return token_next(tokens, at);
	return token_next(tokens, skip_expression(tokens, token_next(tokens, at), true));
}

/*
 * The variable of "for k in" and "const k of" at their last word, of Go's
 * "for _, k := range" likewise, and of Java's "for (String k :"; 0: none.
 */
static uint32
loop_variable(const Tokens *tokens, uint32 at)
{
	if (at >= 2 && token_in(tokens, at, "in of ") &&
		token_at(tokens, at - 1)->kind == TOKEN_NAME &&
		token_in(tokens, at - 2, "for const let var "))
		return at - 1;
	if (at >= 5 && token_is_word(tokens, at, "range") &&
		match_tokens(tokens, "for @ , @ :=", at - 5) > 0)
		return at - 2;
	if (at >= 4 && token_is_word(tokens, at, ":") &&
		match_tokens(tokens, "for ( String @", at - 4) > 0)
		return at - 1;
	return 0;
}

/* At its "in": is it no statement?  Only Python has such loops. */
static bool
is_comprehension(const Tokens *tokens, uint32 at)
{
	return (tokens->language->syntax->particular & LEX_PYTHON_PREFIXES) != 0 &&
		!token_is_word(tokens, behind_list(tokens, at + 1), ":");
}

/* Over a list that is written there, or bound to a name once. */
static void
find_loops(const Tokens *tokens, const Constants *constants, Loops *loops)
{
	int			room = 0;

	loops->found = true;
	for (uint32 i = 2; i < tokens->count; i++)
	{
		uint32		variable = loop_variable(tokens, i);
		uint32		list = variable > 0 ? list_at(tokens, constants, i + 1) : 0;

		if (list == 0)
			continue;
		if (loops->count == room)
		{
			room = room == 0 ? 16 : 2 * room;
			loops->items = pg_realloc_array(loops->items, Loop, room);
		}
		loops->items[loops->count++] = (Loop)
		{
			.variable = variable,
				.list = list,
				.comprehension = is_comprehension(tokens, i)
		};
	}
}

/* Are the brackets around the loop open at the name before it, too? */
static bool
is_around(const Tokens *tokens, uint32 name, uint32 loop)
{
	int			depth = 0;
	int			least = 0;

	for (uint32 i = name; i < loop; i++)
	{
		depth += token_opens(tokens, i) - token_closes(tokens, i);
		least = Min(least, depth);
	}
	return depth == least;
}

/* The first loop behind the token. */
static int
next_loop(const Loops *loops, uint32 at)
{
	int			low = 0;
	int			high = loops->count;

	while (low < high)
	{
		int			middle = (low + high) / 2;

		if (loops->items[middle].variable > at)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

uint32
find_list(const Tokens *tokens, const Constants *constants, Loops *loops, uint32 at)
{
	const Loop *items;
	int			next;

	/* few files need them, and to find them costs a look at all tokens */
	if (!loops->found)
		find_loops(tokens, constants, loops);
	items = loops->items;
	next = next_loop(loops, at);
	for (int i = next; i < loops->count && items[i].variable - at < MAX_COMPREHENSION; i++)
	{
		if (items[i].comprehension && token_same(tokens, items[i].variable, at) &&
			is_around(tokens, at, items[i].variable))
			return items[i].list;
	}
	for (int i = next - 1; i >= 0 && next - i < MAX_LOOPS_BACK; i--)
	{
		if (token_same(tokens, items[i].variable, at))
			return items[i].list;
	}
	return 0;
}
