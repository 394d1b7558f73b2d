/*-------------------------------------------------------------------------
 *
 * mapping.c
 *	  Whole mappings of variables: given to the environment, as in
 *	  subprocess.run(command, env={"X": "14"}), or taken from it, as in
 *	  const { X = 14 } = process.env.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "tokens.h"

/* What reads a variable of the same name. */
#define ENVIRONMENTS "environ env ENV getenv "

#define TYPES "string number boolean any unknown "

#define ARITHMETIC "+ - * / % "

/* Tokens that the brackets of a destructuring may hold. */
#define MAX_DESTRUCTURING 512

/* Notes a governed name or string here. */
static void
note_entry(Matcher *matcher, uint32 at, LintUseKind kind)
{
	const Token *token = token_at(matcher, at);

	if (token->complete && (token->kind == TOKEN_STRING || token->kind == TOKEN_NAME))
		lint_note(matcher->source, kind, token->start, token->start + token->length);
}

/* Is the entry that of a type in TypeScript, X: string? */
static bool
is_typed(const Matcher *matcher, uint32 name, uint32 value)
{
	return token_at(matcher, name)->kind == TOKEN_NAME &&
		token_is_word(matcher, token_next(matcher, name), ":") &&
		token_in(matcher, value, TYPES);
}

/*
 * Does the value only pass on what the environment holds under that name, as
 * in {"X": os.environ["X"]}?  What is computed of it is another value.
 */
static bool
passes_through(const Matcher *matcher, uint32 name, uint32 value)
{
	bool		from_environment = false;
	bool		passed = false;
	int			depth = 0;

	if (token_is_word(matcher, value, "{"))
		return false;
	for (uint32 i = value; i < matcher->tokens.count && i - value < MAX_AROUND; i++)
	{
		if (depth == 0 && (token_is_word(matcher, i, ",") || token_closes(matcher, i)))
			break;
		if (token_in(matcher, i, ARITHMETIC))
			return false;
		passed |= from_environment && token_same(matcher, i, name);
		from_environment |= token_in(matcher, i, ENVIRONMENTS);
		depth += token_opens(matcher, i) - token_closes(matcher, i);
	}
	return passed;
}

/* Reads KEY: VALUE, KEY=VALUE and "KEY" => VALUE up to the closing bracket. */
static void
read_entries(Matcher *matcher, uint32 at)
{
	bool		entry_begins = true;
	int			depth = 0;

	for (; at < matcher->tokens.count; at = token_next(matcher, at))
	{
		uint32		value = token_next(matcher, token_next(matcher, at));

		if (token_closes(matcher, at) && --depth < 0)
			break;
		if (depth == 0 && entry_begins &&
			token_in(matcher, token_next(matcher, at), ": = => ") &&
			!is_typed(matcher, at, value) && !passes_through(matcher, at, value))
			note_entry(matcher, at, USE_ASSIGNED);
		entry_begins = depth == 0 && token_is_word(matcher, at, ",");
		if (token_opens(matcher, at))
			depth++;
	}
	matcher->mapping_end = at;
}

/* Where the entries of a mapping begin that is given here; 0: there is none. */
static uint32
entries_begin(const Matcher *matcher, uint32 at)
{
	uint32		next = token_next(matcher, at);
	uint32		start = chain_start(matcher, at);

	if (token_is_word(matcher, next, ".") &&
		token_in(matcher, token_next(matcher, next), "update merge "))
	{
		/* environ.update({"X": 1}), ENV.update("X" => 1), environ.update(X=1) */
		next = token_next(matcher, token_next(matcher, next));
		if (token_is_word(matcher, next, "!"))
			next = token_next(matcher, next);
		if (!token_is_word(matcher, next, "("))
			return 0;
		next = token_next(matcher, next);
		return token_is_word(matcher, next, "{") ? token_next(matcher, next) : next;
	}
	if (!token_in(matcher, next, "= |= | : , "))
		return 0;
	if (token_is_word(matcher, next, ",") && start > 0 &&
		token_in(matcher, start - 1, "** ... "))
		return token_next(matcher, next);	/* {**os.environ, "X": 1} */
	next = token_next(matcher, next);
	if (token_is_word(matcher, next, "dict") &&
		token_is_word(matcher, token_next(matcher, next), "("))
		return token_next(matcher, token_next(matcher, next));
	return token_is_word(matcher, next, "{") ? token_next(matcher, next) : 0;
}

void
match_mapping(Matcher *matcher, uint32 at)
{
	uint32		begin;

	if (at < matcher->mapping_end)
		return;
	begin = entries_begin(matcher, at);
	if (begin > 0)
		read_entries(matcher, begin);
}

/* X, X = 14, X: name = 14 from at to end. */
static void
read_destructured(Matcher *matcher, uint32 at, uint32 end)
{
	while (at < end)
	{
		uint32		behind = at;
		int			depth = 0;
		LintUseKind kind = USE_READ;

		for (; behind < end; behind = token_next(matcher, behind))
		{
			if (depth == 0 && token_is_word(matcher, behind, ","))
				break;
			if (depth == 0 && token_is_word(matcher, behind, "="))
				kind = USE_DEFAULT;
			depth += token_opens(matcher, behind) - token_closes(matcher, behind);
		}
		note_entry(matcher, at, kind);
		at = behind + 1;
	}
}

void
match_destructuring(Matcher *matcher, uint32 at)
{
	uint32		start = chain_start(matcher, at);
	uint32		close;
	uint32		open;
	int			depth = 0;

	if (start < 3 || !token_is_word(matcher, start - 1, "=") ||
		!token_is_word(matcher, start - 2, "}") ||
		token_in(matcher, token_next(matcher, at), ". [ "))
		return;
	close = start - 2;
	for (open = close; open > 0 && close - open < MAX_DESTRUCTURING; open--)
	{
		depth += token_closes(matcher, open) - token_opens(matcher, open);
		if (depth == 0)
			break;
	}
	if (token_is_word(matcher, open, "{"))
		read_destructured(matcher, open + 1, close);
}
