/*-------------------------------------------------------------------------
 *
 * default.c
 *	  Is a variable that is read given a default, or a value?
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "choice.h"
#include "default.h"

/* What clap calls a default. */
#define ATTRIBUTE_DEFAULTS "default_value default_value_t default_values default_value_os "

/* Calls that take what a call before them did not give. */
#define CHAIN_DEFAULTS \
	"unwrap_or unwrap_or_else unwrap_or_default map_or map_or_else orElse orElseGet " ATTRIBUTE_DEFAULTS

/* What stands in them instead of a default. */
#define NO_DEFAULTS \
	"panic exit bail expect unwrap raise throw abort fail return die fatal unreachable " \
	"unimplemented todo "

/* Conversions that pass on what isn't there. */
#define CONVERSIONS "Number parseInt parseFloat String int float str Integer Float "

/* Methods that do so. */
#define PASSING_METHODS \
	"trim strip split map toLowerCase toUpperCase toString lower upper presence to_i to_f " \
	"to_s to_sym downcase upcase "

/* Of these, the second argument tells what is done with what is there. */
#define TWO_WAY_DEFAULTS "map_or map_or_else "

/* What follows these is only asked whether it is there. */
#define ASKING "if elif elsif unless while until assert "
#define NEGATIONS "not ! "

/* Before brackets that only group what is around them. */
#define GROUPING "( && || and or "

/* What follows brackets that are not the whole condition. */
#define CONDITION_GOES_ON "== != === !== < > <= >= in is . "

/* Where a part of a statement begins that is no operand of what precedes. */
#define PART_BEGINS "= := += , ; : ? => return else then do "

/*
 * Do the tokens of the brackets or block that open here tell to give up?  With
 * past_commas, all of them are looked at, else the first part.
 */
static bool
gives_up(const Tokens *tokens, uint32 at, bool past_commas)
{
	uint32		end = skip_expression(tokens, token_next(tokens, at), past_commas);

	for (uint32 i = at; i < end; i = token_next(tokens, i))
	{
		if (token_in(tokens, i, NO_DEFAULTS))
			return true;
		if (token_is_word(tokens, i, "end"))
			break;				/* of a block of Ruby */
	}
	return false;
}

/* .ok().unwrap_or("14"); Optional.ofNullable(...).orElse("14") */
static bool
chain_defaults(const Tokens *tokens, uint32 at)
{
	for (int i = 0; i < MAX_CHAIN; i++)
	{
		uint32		name;
		uint32		open;

		while (token_in(tokens, at, ") ? "))
			at = token_next(tokens, at);
		name = token_next(tokens, at);
		open = token_next(tokens, name);
		if (!token_is_word(tokens, at, ".") || !token_is_word(tokens, open, "("))
			return false;
		if (token_in(tokens, name, CHAIN_DEFAULTS))
			return !token_in(tokens, token_next(tokens, open), NO_VALUES) &&
				!gives_up(tokens, open, !token_in(tokens, name, TWO_WAY_DEFAULTS));
		at = token_next(tokens, skip_expression(tokens, token_next(tokens, open), true));
	}
	return false;
}

static bool
in_conversion(const Tokens *tokens, uint32 start)
{
	return start >= 2 && token_is_word(tokens, start - 1, "(") &&
		token_in(tokens, start - 2, CONVERSIONS);
}

/* int(X) or 14, (X) or 14: the operator stands behind the brackets. */
static uint32
skip_conversion(const Tokens *tokens, uint32 start, uint32 at)
{
	if (in_conversion(tokens, start))
		at = skip_expression(tokens, at, true);
	else if (start < 2 || !token_is_word(tokens, start - 1, "(") ||
			 token_at(tokens, start - 2)->kind != TOKEN_MARK ||
			 token_closes(tokens, start - 2))
		return at;
	return token_is_word(tokens, at, ")") ? token_next(tokens, at) : at;
}

/* X?.split(",") ?? [], X&.to_i || 14: the operator stands behind the methods. */
static uint32
skip_methods(const Tokens *tokens, uint32 at)
{
	for (int i = 0; i < MAX_CHAIN; i++)
	{
		uint32		dot = token_is_word(tokens, at, "&") ? token_next(tokens, at) : at;

		if (!token_in(tokens, dot, ". ?. ") ||
			!token_in(tokens, token_next(tokens, dot), PASSING_METHODS))
			break;
		at = token_next(tokens, token_next(tokens, dot));
		if (token_is_word(tokens, at, "("))
			at = token_next(tokens, skip_expression(tokens, token_next(tokens, at), true));
	}
	return at;
}

static bool
same_line(const Tokens *tokens, uint32 at, uint32 later)
{
	size_t		start = token_at(tokens, at)->start;

	return memchr(tokens->source->data + start, '\n',
				  token_at(tokens, later)->start - start) == NULL;
}

/* A negation, but not the last character of a method's name in Ruby. */
static bool
negates(const Tokens *tokens, uint32 at)
{
	const Token *before = token_at(tokens, at - Min(at, 1));

	return token_in(tokens, at, NEGATIONS) &&
		!(token_is_word(tokens, at, "!") && before->kind == TOKEN_NAME &&
		  before->start + before->length == token_at(tokens, at)->start);
}

/* Is it an operand of a condition, as in "if not X or Y"? */
static bool
is_asked(const Tokens *tokens, uint32 start)
{
	uint32		first = chain_start(tokens, in_conversion(tokens, start) ? start - 2 : start);
	uint32		inner = first;	/* in the brackets that are open around it */
	int			depth = 0;

	for (uint32 before = first - 1; before < first && first - before < MAX_AROUND; before--)
	{
		if (depth == 0 && token_opens(tokens, before))
		{
			inner = token_next(tokens, skip_expression(tokens, inner, true));
			if (before == 0 || token_in(tokens, inner, CONDITION_GOES_ON))
				return false;
			if (token_in(tokens, before - 1, ASKING) || negates(tokens, before - 1))
				return true;
			if (!token_in(tokens, before - 1, GROUPING))
				return false;
			continue;
		}
		if (depth == 0 && token_in(tokens, before, PART_BEGINS))
			return false;
		if (depth == 0 && (token_in(tokens, before, ASKING) ||
						   (before == first - 1 && negates(tokens, before))))
			return same_line(tokens, before, first);
		depth += token_closes(tokens, before) - token_opens(tokens, before);
	}
	return false;
}

/* Does it give up, as raise("no") and sys.exit("no")? */
static bool
value_gives_up(const Tokens *tokens, uint32 at)
{
	if (token_opens(tokens, at))
		return gives_up(tokens, at, true);
	for (int i = 0; i < MAX_CHAIN && token_at(tokens, at)->kind == TOKEN_NAME; i++)
	{
		if (token_in(tokens, at, NO_DEFAULTS))
			return true;
		at = token_next(tokens, at);
		if (!token_in(tokens, at, ". :: "))
			break;
		at = token_next(tokens, at);
	}
	return false;
}

static bool
operator_gives(const Tokens *tokens, uint32 at)
{
	uint32		value = token_next(tokens, at);

	return token_in(tokens, at, tokens->language->or_operators) &&
		!token_in(tokens, value, NO_VALUES) && !value_gives_up(tokens, value);
}

static bool
operator_defaults(const Tokens *tokens, uint32 start, uint32 at)
{
	if (token_is_word(tokens, at, "!")) /* TypeScript: not null */
		at = token_next(tokens, at);
	if (token_is_word(tokens, at, "as"))	/* TypeScript: of a type */
		at = token_next(tokens, token_next(tokens, at));
	at = skip_methods(tokens, at);
	return (operator_gives(tokens, at) ||
			operator_gives(tokens, skip_conversion(tokens, start, at))) &&
		!is_asked(tokens, start);
}

/* , DEFAULT or , default=DEFAULT; None is what there would be without it. */
static bool
argument_defaults(const Tokens *tokens, uint32 comma)
{
	uint32		value = token_next(tokens, comma);

	if (!token_is_word(tokens, comma, ",") || token_closes(tokens, value))
		return false;
	if (token_is_word(tokens, value, "default"))
		value = token_next(tokens, token_next(tokens, value));
	return !token_in(tokens, value, NO_VALUES);
}

/*
 * fetch("X") { "14" }, fetch("X") do "14" end; in "while fetch("X") do" and
 * "call fetch("X") do" the block is that of the word before.
 */
static bool
block_defaults(const Tokens *tokens, uint32 start, uint32 at)
{
	if (token_is_word(tokens, at, "do") && start > 0 &&
		token_at(tokens, start - 1)->kind == TOKEN_NAME &&
		same_line(tokens, start - 1, start))
		return false;
	return token_in(tokens, at, "{ do ") && !gives_up(tokens, at, true);
}

/* default_value = 14; in Python default=14, but not default=None. */
static bool
gives_default(const Tokens *tokens, uint32 at)
{
	uint32		value = token_next(tokens, token_next(tokens, at));

	return token_in(tokens, at, ATTRIBUTE_DEFAULTS) ||
		(token_is_word(tokens, at, "default") &&
		 token_is_word(tokens, token_next(tokens, at), "=") &&
		 !token_in(tokens, value, NO_VALUES "... "));
}

static bool
is_attribute(const Tokens *tokens, uint32 start)
{
	return start > 0 && token_in(tokens, start - 1, "( , ");
}

/* A default among what is in the same brackets, before or behind. */
static bool
attribute_defaults(const Tokens *tokens, uint32 start, uint32 behind)
{
	int			depth = 0;

	for (uint32 i = behind; i < tokens->count && i - behind < MAX_AROUND;
		 i = token_next(tokens, i))
	{
		if (depth == 0 && gives_default(tokens, i))
			return true;
		if (token_closes(tokens, i) && depth-- == 0)
			break;
		depth += token_opens(tokens, i);
	}
	depth = 0;
	for (uint32 i = start; i > 0 && start - i < MAX_AROUND; i--)
	{
		if (depth == 0 && gives_default(tokens, i - 1))
			return true;
		if (token_opens(tokens, i - 1) && depth-- == 0)
			break;
		depth += token_closes(tokens, i - 1);
	}
	return false;
}

/* A pattern may have no brackets, or itself go on behind the key's expression. */
static uint32
end_of_read(const Tokens *tokens, const LintPattern *pattern, uint32 behind)
{
	if (strpbrk(pattern->tokens, "([") == NULL ||
		pattern->tokens[strlen(pattern->tokens) - 1] != '$')
		return behind;
	behind = skip_expression(tokens, behind, true);
	return token_closes(tokens, behind) ? token_next(tokens, behind) : behind;
}

/* X = 14; not f"{X=}" in Python, nor with a conversion, f"{X=!r}". */
static bool
is_assigned(const Tokens *tokens, uint32 behind)
{
	uint32		value = token_next(tokens, behind);

	if (!token_in(tokens, behind, "= += "))
		return false;
	if (token_is_word(tokens, value, "!"))
		value = token_next(tokens, token_next(tokens, value));
	return value >= tokens->count || token_at(tokens, value)->kind != TOKEN_END;
}

/* del X, delete X; not the argument of a method: cache.delete X */
static bool
is_deleted(const Tokens *tokens, uint32 start)
{
	return start > 0 && token_in(tokens, start - 1, "del delete ") &&
		!(start > 1 && token_is_word(tokens, start - 2, "."));
}

LintUseKind
refine_kind(const Tokens *tokens, const LintPattern *pattern, uint32 start, uint32 next)
{
	uint32		behind = end_of_read(tokens, pattern, next);

	if ((pattern->then & THEN_ARGUMENT) != 0 && argument_defaults(tokens, next))
		return USE_DEFAULT;
	if ((pattern->then & THEN_ATTRIBUTE) != 0)
		return !is_attribute(tokens, start) ? USE_MENTION :
			attribute_defaults(tokens, start, behind) ? USE_DEFAULT : pattern->kind;
	if ((pattern->then & THEN_ASSIGN) != 0 && is_assigned(tokens, behind))
		return USE_ASSIGNED;
	if ((pattern->then & THEN_ASSIGN) != 0 && is_deleted(tokens, start))
		return USE_MENTION;
	if (((pattern->then & THEN_OR) != 0 && operator_defaults(tokens, start, behind)) ||
		((pattern->then & THEN_CHAIN) != 0 && chain_defaults(tokens, behind)) ||
		((pattern->then & THEN_BLOCK) != 0 && block_defaults(tokens, start, behind)) ||
		(pattern->kind == USE_READ && (question_defaults(tokens, start, behind) ||
									   else_defaults(tokens, start, behind))))
		return USE_DEFAULT;
	return pattern->kind;
}
