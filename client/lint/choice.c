/*-------------------------------------------------------------------------
 *
 * choice.c
 *	  Choices between a variable and a default: X ? X : 14, and in Python
 *	  X if X else 14.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "tokens.h"

/* What a value is compared by before it is used. */
#define COMPARISONS "!= == !== === "

/* Tokens that may stand around a read that is repeated: int(os.environ[X]). */
#define MAX_WRAPPED 8

/* Tokens of a branch in which it is looked for, with those in strings. */
#define MAX_BRANCH 400

/* Do these tokens stand somewhere from "from" on, before end? */
static bool
repeats(const Matcher *matcher, uint32 start, uint32 behind, uint32 from, uint32 end)
{
	for (; from + (behind - start) <= end; from++)
	{
		uint32		same = 0;

		while (start + same < behind && token_same(matcher, start + same, from + same))
			same++;
		if (start + same == behind)
			return true;
	}
	return false;
}

/* The colon of the ternary whose first branch begins here, or a place behind it. */
static uint32
find_colon(const Matcher *matcher, uint32 at)
{
	int			depth = 0;

	for (int i = 0; i < MAX_AROUND && at < matcher->tokens.count; i++)
	{
		if (depth == 0 && (token_in(matcher, at, ": ; ") || token_closes(matcher, at)))
			break;
		depth += token_opens(matcher, at) - token_closes(matcher, at);
		at = token_next(matcher, at);
	}
	return at;
}

/* Number(X), where X was read from start to behind. */
static bool
repeats_wrapped(const Matcher *matcher, uint32 start, uint32 behind, uint32 at)
{
	uint32		end = Min(at + MAX_WRAPPED, matcher->tokens.count);

	while (at < end && (token_at(matcher, at)->kind == TOKEN_NAME ||
						token_in(matcher, at, ". :: ")))
		at++;
	return token_is_word(matcher, at, "(") &&
		repeats(matcher, start, behind, at + 1,
				Min(at + 1 + (behind - start), matcher->tokens.count));
}

bool
question_defaults(const Matcher *matcher, uint32 start, uint32 behind)
{
	uint32		question = behind;
	uint32		colon;
	uint32		end;

	if (token_in(matcher, question, COMPARISONS))
		question = token_next(matcher, token_next(matcher, question));
	if (!token_is_word(matcher, question, "?"))
		return false;
	colon = find_colon(matcher, token_next(matcher, question));
	if (!token_is_word(matcher, colon, ":") ||
		token_in(matcher, token_next(matcher, colon), NO_VALUES))
		return false;
	end = Min(colon + 1 + (behind - start), question + MAX_BRANCH);
	return repeats(matcher, start, behind, token_next(matcher, question),
				   Min(end, matcher->tokens.count)) ||
		repeats_wrapped(matcher, start, behind, colon + 1);
}

/* Behind "is None", "is not None" or a comparison; absent: it asks for nothing. */
static uint32
skip_comparison(const Matcher *matcher, uint32 at, bool *absent)
{
	*absent = token_is_word(matcher, at, "==");
	if (token_in(matcher, at, COMPARISONS))
		return token_next(matcher, token_next(matcher, at));
	if (!token_is_word(matcher, at, "is"))
		return at;
	at = token_next(matcher, at);
	*absent = !token_is_word(matcher, at, "not");
	return token_next(matcher, *absent ? at : token_next(matcher, at));
}

bool
condition_defaults(const Matcher *matcher, uint32 start, uint32 behind,
				   uint32 otherwise, bool absent)
{
	if (start < 2 || !token_is_word(matcher, start - 1, "if") ||
		!token_is_word(matcher, otherwise, "else"))
		return false;
	if (absent)
		return !token_in(matcher, start - 2, NO_VALUES) &&
			repeats(matcher, start, behind, otherwise, otherwise + (behind - start) + MAX_WRAPPED);
	return !token_in(matcher, token_next(matcher, otherwise), NO_VALUES ": ") &&
		repeats(matcher, start, behind, start - Min(start, MAX_AROUND), start - 1);
}

bool
else_defaults(const Matcher *matcher, uint32 start, uint32 behind)
{
	bool		absent;
	uint32		otherwise = skip_comparison(matcher, behind, &absent);

	return condition_defaults(matcher, start, behind, otherwise, absent);
}
