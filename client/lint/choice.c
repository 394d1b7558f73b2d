/*-------------------------------------------------------------------------
 *
 * choice.c
 *	  Choices between a variable and a default: X ? X : 14, and in Python
 *	  X if X else 14.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "choice.h"

/* What a value is compared by before it is used. */
#define COMPARISONS "!= == !== === "

/* Tokens that may stand around a read that is repeated: int(os.environ[X]). */
#define MAX_WRAPPED 8

/* Tokens of a branch in which it is looked for, with those in strings. */
#define MAX_BRANCH 400

/* Do these tokens stand somewhere from "from" on, before end? */
static bool
repeats(const Tokens *tokens, uint32 start, uint32 behind, uint32 from, uint32 end)
{
	for (; from + (behind - start) <= end; from++)
	{
		uint32		same = 0;

		while (start + same < behind && token_same(tokens, start + same, from + same))
			same++;
		if (start + same == behind)
			return true;
	}
	return false;
}

/* The colon of the ternary whose first branch begins here, or a place behind it. */
static uint32
find_colon(const Tokens *tokens, uint32 at)
{
	int			depth = 0;

	for (int i = 0; i < MAX_AROUND && at < tokens->count; i++)
	{
		if (depth == 0 && (token_in(tokens, at, ": ; ") || token_closes(tokens, at)))
			break;
		depth += token_opens(tokens, at) - token_closes(tokens, at);
		at = token_next(tokens, at);
	}
	return at;
}

/* Number(X), where X was read from start to behind. */
static bool
repeats_wrapped(const Tokens *tokens, uint32 start, uint32 behind, uint32 at)
{
	uint32		end = Min(at + MAX_WRAPPED, tokens->count);

	while (at < end && (token_at(tokens, at)->kind == TOKEN_NAME ||
						token_in(tokens, at, ". :: ")))
		at++;
	return token_is_word(tokens, at, "(") &&
		repeats(tokens, start, behind, at + 1,
				Min(at + 1 + (behind - start), tokens->count));
}

bool
question_defaults(const Tokens *tokens, uint32 start, uint32 behind)
{
	uint32		question = behind;
	uint32		colon;
	uint32		end;

	if (token_in(tokens, question, COMPARISONS))
		question = token_next(tokens, token_next(tokens, question));
	if (!token_is_word(tokens, question, "?"))
		return false;
	colon = find_colon(tokens, token_next(tokens, question));
	if (!token_is_word(tokens, colon, ":") ||
		token_in(tokens, token_next(tokens, colon), NO_VALUES))
		return false;
	end = Min(colon + 1 + (behind - start), question + MAX_BRANCH);
	return repeats(tokens, start, behind, token_next(tokens, question),
				   Min(end, tokens->count)) ||
		repeats_wrapped(tokens, start, behind, colon + 1);
}

/* Behind "is None", "is not None" or a comparison; absent: it asks for nothing. */
static uint32
skip_comparison(const Tokens *tokens, uint32 at, bool *absent)
{
	*absent = token_is_word(tokens, at, "==");
	if (token_in(tokens, at, COMPARISONS))
		return token_next(tokens, token_next(tokens, at));
	if (!token_is_word(tokens, at, "is"))
		return at;
	at = token_next(tokens, at);
	*absent = !token_is_word(tokens, at, "not");
	return token_next(tokens, *absent ? at : token_next(tokens, at));
}

bool
condition_defaults(const Tokens *tokens, uint32 start, uint32 behind,
				   uint32 otherwise, bool absent)
{
	if (start < 2 || !token_is_word(tokens, start - 1, "if") ||
		!token_is_word(tokens, otherwise, "else"))
		return false;
	if (absent)
		return !token_in(tokens, start - 2, NO_VALUES) &&
			repeats(tokens, start, behind, otherwise, otherwise + (behind - start) + MAX_WRAPPED);
	return !token_in(tokens, token_next(tokens, otherwise), NO_VALUES ": ") &&
		repeats(tokens, start, behind, start - Min(start, MAX_AROUND), start - 1);
}

bool
else_defaults(const Tokens *tokens, uint32 start, uint32 behind)
{
	bool		absent;
	uint32		otherwise = skip_comparison(tokens, behind, &absent);

	return condition_defaults(tokens, start, behind, otherwise, absent);
}
