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

#include "mapping.h"

/* What reads a variable of the same name. */
#define ENVIRONMENTS "environ env ENV getenv "

#define TYPES "string number boolean any unknown "

#define ARITHMETIC "+ - * / % "

/* Tokens that the brackets of a destructuring may hold. */
#define MAX_DESTRUCTURING 512

/* Notes a governed name or string here. */
static void
note_entry(const Tokens *tokens, uint32 at, LintUseKind kind)
{
	const Token *token = token_at(tokens, at);

	if (token->complete && (token->kind == TOKEN_STRING || token->kind == TOKEN_NAME))
		lint_note(tokens->source, kind, token->start, token->start + token->length);
}

/* Is the entry that of a type in TypeScript, X: string? */
static bool
is_typed(const Tokens *tokens, uint32 name, uint32 value)
{
	return token_at(tokens, name)->kind == TOKEN_NAME &&
		token_is_word(tokens, token_next(tokens, name), ":") &&
		token_in(tokens, value, TYPES);
}

/*
 * Does the value only pass on what the environment holds under that name, as
 * in {"X": os.environ["X"]}?  What is computed of it is another value.
 */
static bool
passes_through(const Tokens *tokens, uint32 name, uint32 value)
{
	bool		from_environment = false;
	bool		passed = false;
	int			depth = 0;

	if (token_is_word(tokens, value, "{"))
		return false;
	for (uint32 i = value; i < tokens->count && i - value < MAX_AROUND; i++)
	{
		if (depth == 0 && (token_is_word(tokens, i, ",") || token_closes(tokens, i)))
			break;
		if (token_in(tokens, i, ARITHMETIC))
			return false;
		passed |= from_environment && token_same(tokens, i, name);
		from_environment |= token_in(tokens, i, ENVIRONMENTS);
		depth += token_opens(tokens, i) - token_closes(tokens, i);
	}
	return passed;
}

/* Reads KEY: VALUE, KEY=VALUE and "KEY" => VALUE up to the closing bracket. */
static uint32
read_entries(const Tokens *tokens, uint32 at)
{
	bool		entry_begins = true;
	int			depth = 0;

	for (; at < tokens->count; at = token_next(tokens, at))
	{
		uint32		value = token_next(tokens, token_next(tokens, at));

		if (token_closes(tokens, at) && --depth < 0)
			break;
		if (depth == 0 && entry_begins &&
			token_in(tokens, token_next(tokens, at), ": = => ") &&
			!is_typed(tokens, at, value) && !passes_through(tokens, at, value))
			note_entry(tokens, at, USE_ASSIGNED);
		entry_begins = depth == 0 && token_is_word(tokens, at, ",");
		if (token_opens(tokens, at))
			depth++;
	}
	return at;
}

/* Where the entries of a mapping begin that is given here; 0: there is none. */
static uint32
entries_begin(const Tokens *tokens, uint32 at)
{
	uint32		next = token_next(tokens, at);
	uint32		start = chain_start(tokens, at);

	if (token_is_word(tokens, next, ".") &&
		token_in(tokens, token_next(tokens, next), "update merge "))
	{
		/* environ.update({"X": 1}), ENV.update("X" => 1), environ.update(X=1) */
		next = token_next(tokens, token_next(tokens, next));
		if (token_is_word(tokens, next, "!"))
			next = token_next(tokens, next);
		if (!token_is_word(tokens, next, "("))
			return 0;
		next = token_next(tokens, next);
		return token_is_word(tokens, next, "{") ? token_next(tokens, next) : next;
	}
	if (!token_in(tokens, next, "= |= | : , "))
		return 0;
	if (token_is_word(tokens, next, ",") && start > 0 &&
		token_in(tokens, start - 1, "** ... "))
		return token_next(tokens, next);	/* {**os.environ, "X": 1} */
	next = token_next(tokens, next);
	if (token_is_word(tokens, next, "dict") &&
		token_is_word(tokens, token_next(tokens, next), "("))
		return token_next(tokens, token_next(tokens, next));
	return token_is_word(tokens, next, "{") ? token_next(tokens, next) : 0;
}

void
match_mapping(const Tokens *tokens, uint32 at, uint32 *mapping_end)
{
	uint32		begin;

	if (at < *mapping_end)
		return;
	begin = entries_begin(tokens, at);
	if (begin > 0)
		*mapping_end = read_entries(tokens, begin);
}

/* X, X = 14, X: name = 14 from at to end. */
static void
read_destructured(const Tokens *tokens, uint32 at, uint32 end)
{
	while (at < end)
	{
		uint32		behind = at;
		int			depth = 0;
		LintUseKind kind = USE_READ;

		for (; behind < end; behind = token_next(tokens, behind))
		{
			if (depth == 0 && token_is_word(tokens, behind, ","))
				break;
			if (depth == 0 && token_is_word(tokens, behind, "="))
				kind = USE_DEFAULT;
			depth += token_opens(tokens, behind) - token_closes(tokens, behind);
		}
		note_entry(tokens, at, kind);
		at = behind + 1;
	}
}

void
match_destructuring(const Tokens *tokens, uint32 at)
{
	uint32		start = chain_start(tokens, at);
	uint32		close;
	uint32		open;
	int			depth = 0;

	if (start < 3 || !token_is_word(tokens, start - 1, "=") ||
		!token_is_word(tokens, start - 2, "}") ||
		token_in(tokens, token_next(tokens, at), ". [ "))
		return;
	close = start - 2;
	for (open = close; open > 0 && close - open < MAX_DESTRUCTURING; open--)
	{
		depth += token_closes(tokens, open) - token_opens(tokens, open);
		if (depth == 0)
			break;
	}
	if (token_is_word(tokens, open, "{"))
		read_destructured(tokens, open + 1, close);
}
