/*-------------------------------------------------------------------------
 *
 * constant.c
 *	  Names that a file gives a string or a list of strings, once.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "constant.h"
#include "list.h"

/* Tokens of a type that are looked at. */
#define MAX_TYPE 12

static int
compare_names(const char *a, uint32 a_length, const char *b, uint32 b_length)
{
	if (a_length != b_length)
		return a_length < b_length ? -1 : 1;
	return memcmp(a, b, a_length);
}

/* qsort passes no argument. */
static const char *sorted_data;

static int
compare_constants(const void *a, const void *b)
{
	const Constant *left = a;
	const Constant *right = b;
	int			order = compare_names(sorted_data + left->name, left->name_length,
									  sorted_data + right->name, right->name_length);

	return order != 0 ? order : left->name < right->name ? -1 : 1;
}

/*
 * The name before an index or type that ends here: NAME[] in C, NAME: string[]
 * in TypeScript, NAME: [&str; 2] and NAME: &[&str] in Rust.
 */
static uint32
name_of_array(const Tokens *tokens, uint32 at)
{
	uint32		back = at;

	if (at >= 4 && token_is_word(tokens, at - 1, "["))
	{
		back = token_is_word(tokens, at - 3, ":") ? at - 4 : at - 2;
		return token_at(tokens, back)->kind == TOKEN_NAME ? back : 0;
	}
	while (back > 1 && at - back < MAX_TYPE &&
		   (token_at(tokens, back)->kind == TOKEN_NAME || token_in(tokens, back, "[ ] & ; ")))
		back--;
	return token_is_word(tokens, back, ":") && token_in(tokens, back + 1, "[ & ") &&
		token_at(tokens, back - 1)->kind == TOKEN_NAME ? back - 1 : 0;
}

/*
 * The name that a string is given to: NAME = "...", also with a type between
 * them or an index behind the name, and #define NAME "...".  0: none (the
 * first token of a file can't be one).
 */
static uint32
name_given(const Tokens *tokens, uint32 value)
{
	uint32		at = value - 1;

	if (value < 2)
		return 0;
	if (token_at(tokens, at)->kind == TOKEN_NAME && token_is_word(tokens, at - 1, "define"))
		return at;
	if (!token_in(tokens, at, "= := ") || token_at(tokens, --at)->kind == TOKEN_END)
		return 0;
	if (token_is_word(tokens, at, "]"))
		return name_of_array(tokens, at);
	for (uint32 back = at; back > 0 && at - back < 5; back--)
	{
		if (token_is_word(tokens, back, ":"))
			return token_at(tokens, back - 1)->kind == TOKEN_NAME ? back - 1 : 0;
		if (token_at(tokens, back)->kind != TOKEN_NAME && !token_is_word(tokens, back, "&"))
			break;
	}
	return token_at(tokens, at)->kind == TOKEN_NAME ? at : 0;
}

/*
 * Is this string all that a constant is given?  What is on the next line goes
 * on with it only behind an operator.
 */
static bool
is_whole(const Tokens *tokens, uint32 at)
{
	const Token *token = token_at(tokens, at);
	uint32		next = token_next(tokens, at);
	size_t		end = token->start + token->length;

	if (!token->complete)
		return false;
	return value_ends(tokens, &next) ||
		(!token_in(tokens, next, "+ % . << ") &&
		 memchr(tokens->source->data + end, '\n', token_at(tokens, next)->start - end) != NULL);
}

/* Of each name one is kept. */
static void
merge_constants(const char *data, Constants *constants)
{
	Constant   *items = constants->items;
	int			kept = 0;

	if (constants->count == 0)
		return;
	sorted_data = data;
	qsort(items, constants->count, sizeof(Constant), compare_constants);
	for (int i = 1; i < constants->count; i++)
	{
		if (compare_names(data + items[i].name, items[i].name_length,
						  data + items[kept].name, items[kept].name_length) == 0)
			items[kept].ambiguous = true;
		else
			items[++kept] = items[i];
	}
	constants->count = kept + 1;
}

void
find_constants(const Tokens *tokens, Constants *constants)
{
	int			room = 0;

	for (uint32 i = 2; i < tokens->count; i++)
	{
		uint32		name;

		if (tokens->items[i].kind == TOKEN_NAME ||
			(!governed_string(tokens, i) && !opens_list(tokens, i)) ||
			(name = name_given(tokens, list_start(tokens, i))) == 0)
			continue;
		if (constants->count == room)
		{
			room = room == 0 ? 16 : 2 * room;
			constants->items = pg_realloc_array(constants->items, Constant, room);
		}
		constants->items[constants->count++] = (Constant)
		{
			.name = token_at(tokens, name)->start,
				.name_length = token_at(tokens, name)->length,
				.value = i,
				.whole = is_whole(tokens, i)
		};
	}
	merge_constants(tokens->source->data, constants);
}

const Constant *
find_constant(const Tokens *tokens, const Constants *constants, uint32 at)
{
	const Token *token = token_at(tokens, at);
	const char *data = tokens->source->data;
	int			low = 0;
	int			high = constants->count - 1;

	while (token->kind == TOKEN_NAME && low <= high)
	{
		int			middle = (low + high) / 2;
		const Constant *constant = &constants->items[middle];
		int			order = compare_names(data + token->start, token->length,
										  data + constant->name, constant->name_length);

		if (order == 0)
			return constant;
		if (order < 0)
			high = middle - 1;
		else
			low = middle + 1;
	}
	return NULL;
}
