/*-------------------------------------------------------------------------
 *
 * list.c
 *	  Lists of names as they are written: ("CVN_A", "CVN_B"), with what a
 *	  language puts before them.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "bounds.h"
#include "list.h"

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
opens_list(const Tokens *tokens, uint32 at)
{
	return token_at(tokens, at + 1)->kind == TOKEN_STRING && token_opens(tokens, at);
}

uint32
list_start(const Tokens *tokens, uint32 bracket)
{
	for (const char *const *maker = list_makers; *maker != NULL; maker++)
	{
		uint32		count = 1;

		for (const char *c = *maker; *c != '\0'; c++)
			count += *c == ' ';
		if (bracket > count && match_tokens(tokens, *maker, bracket - count) == bracket)
			return bracket - count;
	}
	return bracket;
}

uint32
list_written(const Tokens *tokens, uint32 at)
{
	if (opens_list(tokens, at))
		return at;
	for (const char *const *maker = list_makers; *maker != NULL; maker++)
	{
		uint32		bracket = match_tokens(tokens, *maker, at);

		if (bracket > 0 && opens_list(tokens, bracket))
			return bracket;
	}
	return 0;
}

void
note_list(const Tokens *tokens, uint32 list, LintUseKind kind, int *steps)
{
	LintSource *source = tokens->source;
	int			depth = 0;

	for (uint32 i = list + 1; i < tokens->count && *steps < MAX_LIST_STEPS;
		 i = token_next(tokens, i), (*steps)++)
	{
		const Token *token = token_at(tokens, i);
		size_t		end = token->start + token->length;
		uint32		next = token_next(tokens, i);

		if (token_closes(tokens, i) && --depth < 0)
			break;
		depth += token_opens(tokens, i);
		if (depth == 0 && token->kind == TOKEN_STRING && token->complete &&
			lint_name_end(source, token->start, end) == end &&
			(token_is_word(tokens, next, ",") || token_closes(tokens, next)))
			lint_note(source, kind, token->start, end);
	}
}
