/*-------------------------------------------------------------------------
 *
 * constant.c
 *	  Names that a file gives a string or a list of strings, once.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "tokens.h"

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

bool
governed_string(const Matcher *matcher, uint32 at)
{
	const Token *token = token_at(matcher, at);

	return token->kind == TOKEN_STRING &&
		lint_governed(matcher->source, token->start, token->start + token->length);
}

/*
 * The name before an index or type that ends here: NAME[] in C, NAME: string[]
 * in TypeScript, NAME: [&str; 2] and NAME: &[&str] in Rust.
 */
static uint32
name_of_array(const Matcher *matcher, uint32 at)
{
	const Token *tokens = matcher->tokens.items;
	uint32		back = at;

	if (at >= 4 && token_is_word(matcher, at - 1, "["))
	{
		back = token_is_word(matcher, at - 3, ":") ? at - 4 : at - 2;
		return tokens[back].kind == TOKEN_NAME ? back : 0;
	}
	while (back > 1 && at - back < MAX_TYPE &&
		   (tokens[back].kind == TOKEN_NAME || token_in(matcher, back, "[ ] & ; ")))
		back--;
	return token_is_word(matcher, back, ":") && token_in(matcher, back + 1, "[ & ") &&
		tokens[back - 1].kind == TOKEN_NAME ? back - 1 : 0;
}

/*
 * The name that a string is given to: NAME = "...", also with a type between
 * them or an index behind the name, and #define NAME "...".  0: none (the
 * first token of a file can't be one).
 */
static uint32
name_given(const Matcher *matcher, uint32 value)
{
	const Token *tokens = matcher->tokens.items;
	uint32		at = value - 1;

	if (value < 2)
		return 0;
	if (tokens[at].kind == TOKEN_NAME && token_is_word(matcher, at - 1, "define"))
		return at;
	if (!token_in(matcher, at, "= := ") || tokens[--at].kind == TOKEN_END)
		return 0;
	if (token_is_word(matcher, at, "]"))
		return name_of_array(matcher, at);
	for (uint32 back = at; back > 0 && at - back < 5; back--)
	{
		if (token_is_word(matcher, back, ":"))
			return tokens[back - 1].kind == TOKEN_NAME ? back - 1 : 0;
		if (tokens[back].kind != TOKEN_NAME && !token_is_word(matcher, back, "&"))
			break;
	}
	return tokens[at].kind == TOKEN_NAME ? at : 0;
}

/*
 * Is this string all that a constant is given?  What is on the next line goes
 * on with it only behind an operator.
 */
static bool
is_whole(const Matcher *matcher, uint32 at)
{
	const Token *token = token_at(matcher, at);
	uint32		next = token_next(matcher, at);
	size_t		end = token->start + token->length;

	if (!token->complete)
		return false;
	return value_ends(matcher, &next) ||
		(!token_in(matcher, next, "+ % . << ") &&
		 memchr(matcher->source->data + end, '\n', token_at(matcher, next)->start - end) != NULL);
}

/* Of each name one is kept. */
static void
merge_constants(Matcher *matcher)
{
	Constant   *constants = matcher->constants;
	int			kept = 0;

	if (matcher->constant_count == 0)
		return;
	sorted_data = matcher->source->data;
	qsort(constants, matcher->constant_count, sizeof(Constant), compare_constants);
	for (int i = 1; i < matcher->constant_count; i++)
	{
		if (compare_names(sorted_data + constants[i].name, constants[i].name_length,
						  sorted_data + constants[kept].name,
						  constants[kept].name_length) == 0)
			constants[kept].ambiguous = true;
		else
			constants[++kept] = constants[i];
	}
	matcher->constant_count = kept + 1;
}

void
find_constants(Matcher *matcher)
{
	int			room = 0;

	for (uint32 i = 2; i < matcher->tokens.count; i++)
	{
		uint32		name;

		if (matcher->tokens.items[i].kind == TOKEN_NAME ||
			(!governed_string(matcher, i) && !opens_list(matcher, i)) ||
			(name = name_given(matcher, list_start(matcher, i))) == 0)
			continue;
		if (matcher->constant_count == room)
		{
			room = room == 0 ? 16 : 2 * room;
			matcher->constants = pg_realloc_array(matcher->constants, Constant, room);
		}
		matcher->constants[matcher->constant_count++] = (Constant)
		{
			.name = token_at(matcher, name)->start,
				.name_length = token_at(matcher, name)->length,
				.value = i,
				.whole = is_whole(matcher, i)
		};
	}
	merge_constants(matcher);
}

const Constant *
find_constant(const Matcher *matcher, uint32 at)
{
	const Token *token = token_at(matcher, at);
	const char *data = matcher->source->data;
	int			low = 0;
	int			high = matcher->constant_count - 1;

	while (token->kind == TOKEN_NAME && low <= high)
	{
		int			middle = (low + high) / 2;
		const Constant *constant = &matcher->constants[middle];
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
