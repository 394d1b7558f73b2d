/*-------------------------------------------------------------------------
 *
 * loop.c
 *	  Names that a loop goes through: for k in ("CVN_A", "CVN_B").
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "tokens.h"

/* So far behind a name its comprehension is looked for. */
#define MAX_COMPREHENSION 40

/* Loops before a name that are looked at. */
#define MAX_LOOPS_BACK 100

/* Names that are noted so, a file: a long list may be read in many places. */
#define MAX_LISTED 20000

/*
 * What stands before the bracket where a language names the list's type, or a
 * call makes it: patterns as in languages.h, the longer ones first.
 */
static const char *const list_makers[] = {
	"[ ] string", "[ ... ] string", "[ @ ] string", /* Go */
	"& vec !", "vec !", "&",	/* Rust */
	"new String [ ]", "List . of", "Set . of", "Arrays . asList",	/* Java */
	NULL
};

bool
opens_list(const Matcher *matcher, uint32 at)
{
	return token_at(matcher, at + 1)->kind == TOKEN_STRING && token_opens(matcher, at);
}

uint32
list_start(const Matcher *matcher, uint32 bracket)
{
	for (const char *const *maker = list_makers; *maker != NULL; maker++)
	{
		uint32		count = 1;
		Match		match;

		for (const char *c = *maker; *c != '\0'; c++)
			count += *c == ' ';
		if (bracket > count && match_pattern(matcher, *maker, bracket - count, &match) &&
			match.next == bracket)
			return bracket - count;
	}
	return bracket;
}

/* The bracket of the list that is written here; 0: none. */
static uint32
list_written(const Matcher *matcher, uint32 at)
{
	Match		match;

	if (opens_list(matcher, at))
		return at;
	for (const char *const *maker = list_makers; *maker != NULL; maker++)
	{
		if (match_pattern(matcher, *maker, at, &match) && opens_list(matcher, match.next))
			return match.next;
	}
	return 0;
}

/* The list that a loop goes through; 0: none. */
static uint32
list_at(const Matcher *matcher, uint32 at)
{
	uint32		list = list_written(matcher, at);
	const Constant *constant;

	if (list > 0)
		return list;
	if (token_is_word(matcher, at, "&"))
		at = token_next(matcher, at);
	constant = find_constant(matcher, at);
	return constant != NULL && !constant->ambiguous &&
		opens_list(matcher, constant->value) ? constant->value : 0;
}

/* What follows the list that is written or named here. */
static uint32
behind_list(const Matcher *matcher, uint32 at)
{
	if (!token_opens(matcher, at))
		return token_next(matcher, at);
	return token_next(matcher, skip_expression(matcher, token_next(matcher, at), true));
}

/*
 * The variable of "for k in" and "const k of" at their last word, of Go's
 * "for _, k := range" likewise, and of Java's "for (String k :"; 0: none.
 */
static uint32
loop_variable(const Matcher *matcher, uint32 at)
{
	Match		match;

	if (at >= 2 && token_in(matcher, at, "in of ") &&
		token_at(matcher, at - 1)->kind == TOKEN_NAME &&
		token_in(matcher, at - 2, "for const let var "))
		return at - 1;
	if (at >= 5 && token_is_word(matcher, at, "range") &&
		match_pattern(matcher, "for @ , @ :=", at - 5, &match))
		return at - 2;
	if (at >= 4 && token_is_word(matcher, at, ":") &&
		match_pattern(matcher, "for ( String @", at - 4, &match))
		return at - 1;
	return 0;
}

/* At its "in": is it no statement?  Only Python has such loops. */
static bool
is_comprehension(const Matcher *matcher, uint32 at)
{
	return (matcher->language->syntax->particular & LEX_PYTHON_PREFIXES) != 0 &&
		!token_is_word(matcher, behind_list(matcher, at + 1), ":");
}

/* Over a list that is written there, or bound to a name once. */
static void
find_loops(Matcher *matcher)
{
	int			room = 0;

	matcher->knows_loops = true;
	for (uint32 i = 2; i < matcher->tokens.count; i++)
	{
		uint32		variable = loop_variable(matcher, i);
		uint32		list = variable > 0 ? list_at(matcher, i + 1) : 0;

		if (list == 0)
			continue;
		if (matcher->loop_count == room)
		{
			room = room == 0 ? 16 : 2 * room;
			matcher->loops = pg_realloc_array(matcher->loops, Loop, room);
		}
		matcher->loops[matcher->loop_count++] = (Loop)
		{
			.variable = variable,
				.list = list,
				.comprehension = is_comprehension(matcher, i)
		};
	}
}

/* Are the brackets around the loop open at the name before it, too? */
static bool
is_around(const Matcher *matcher, uint32 name, uint32 loop)
{
	int			depth = 0;
	int			least = 0;

	for (uint32 i = name; i < loop; i++)
	{
		depth += token_opens(matcher, i) - token_closes(matcher, i);
		least = Min(least, depth);
	}
	return depth == least;
}

/* The first loop behind the token. */
static int
next_loop(const Matcher *matcher, uint32 at)
{
	int			low = 0;
	int			high = matcher->loop_count;

	while (low < high)
	{
		int			middle = (low + high) / 2;

		if (matcher->loops[middle].variable > at)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

uint32
find_list(const Matcher *matcher, uint32 at)
{
	const Loop *loops;
	int			next;

	/* few files need them, and to find them costs a look at all tokens */
	if (!matcher->knows_loops)
		find_loops(unconstify(Matcher *, matcher));
	loops = matcher->loops;
	next = next_loop(matcher, at);
	for (int i = next; i < matcher->loop_count &&
		 loops[i].variable - at < MAX_COMPREHENSION; i++)
	{
		if (loops[i].comprehension && token_same(matcher, loops[i].variable, at) &&
			is_around(matcher, at, loops[i].variable))
			return loops[i].list;
	}
	for (int i = next - 1; i >= 0 && next - i < MAX_LOOPS_BACK; i--)
	{
		if (token_same(matcher, loops[i].variable, at))
			return loops[i].list;
	}
	return 0;
}

void
note_list(Matcher *matcher, uint32 list, LintUseKind kind)
{
	LintSource *source = matcher->source;
	int			depth = 0;

	for (uint32 i = list + 1; i < matcher->tokens.count && matcher->listed < MAX_LISTED;
		 i = token_next(matcher, i), matcher->listed++)
	{
		const Token *token = token_at(matcher, i);
		size_t		end = token->start + token->length;
		uint32		next = token_next(matcher, i);

		if (token_closes(matcher, i) && --depth < 0)
			break;
		depth += token_opens(matcher, i);
		if (depth == 0 && token->kind == TOKEN_STRING && token->complete &&
			lint_name_end(source, token->start, end) == end &&
			(token_is_word(matcher, next, ",") || token_closes(matcher, next)))
			lint_note(source, kind, token->start, end);
	}
}
