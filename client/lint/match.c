/*-------------------------------------------------------------------------
 *
 * match.c
 *	  Finds a language's patterns in the tokens of a file.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "choice.h"
#include "default.h"
#include "expand.h"
#include "key.h"
#include "lex.h"
#include "list.h"
#include "mapping.h"
#include "match.h"

/* A file's tokens, and what was found in it so far. */
typedef struct Matcher
{
	Tokens		tokens;
	Names		names;
	int			list_steps;		/* tokens of lists that were gone through */
	uint32		mapping_end;	/* tokens before it were read as entries */
} Matcher;

/* Where a pattern matched. */
typedef struct Match
{
	uint32		next;			/* the token behind it */
	bool		has_key;		/* "$" */
	uint32		key_at;			/* its first token */
	KeyExpression key;
	uint32		name;			/* of the first "@"; UINT32_MAX: none */
} Match;

/* Does the pattern, which may match by its first letters, match the tokens here? */
static bool
match_pattern(Matcher *matcher, const char *pattern, uint32 at, Match *match)
{
	const Tokens *tokens = &matcher->tokens;

	match->next = at;
	match->has_key = false;
	match->name = PG_UINT32_MAX;
	while (match_words(tokens, &pattern, &match->next, &match->name))
	{
		if (*pattern == '\0')
			return true;
		if (match->next >= tokens->count)
			return false;
		match->has_key = true;
		match->key_at = match->next;
		read_key(tokens, &matcher->names, match->next, &match->key);
		match->next = match->key.next;
		pattern += strspn(pattern, "$ ");
	}
	return false;
}

/* What is assigned may be NAME=VALUE in one string, or the beginning of it. */
static void
note_key(Matcher *matcher, const KeyExpression *key, LintUseKind kind)
{
	LintSource *source = matcher->tokens.source;
	size_t		name_end = lint_name_end(source, key->start, key->end);

	if (key->list > 0)
		note_list(&matcher->tokens, key->list, kind, &matcher->list_steps);
	if (key->kind == USE_MENTION)
		return;
	if (key->joined[0] != '\0')
	{
		lint_note_name(source, kind, ftf_str_c(key->joined), key->place);
		return;
	}
	if (kind == USE_ASSIGNED && name_end < key->end && source->data[name_end] == '=')
		lint_note_at(source, kind, key->start, name_end, key->place);
	else if (key->kind == USE_DYNAMIC)
		lint_note_at(source, USE_DYNAMIC, key->start, name_end, key->place);
	else if (kind != USE_ASSIGNED || name_end == key->end)
		lint_note_at(source, kind, key->start, key->end, key->place);
}

/* $X or ${X:14} in a string. */
static void
note_replaced(const Tokens *tokens, uint32 at, bool colon_defaults)
{
	const Token *token = token_at(tokens, at);
	size_t		end = token->start + token->length;

	if (token->kind != TOKEN_STRING)
		return;
	if (colon_defaults)
		lint_placeholders(tokens->source, token->start, end);
	else
		lint_expansions(tokens->source, token->start, end);
}

static void
note_match(Matcher *matcher, const LintPattern *pattern, uint32 start, Match *match)
{
	const Tokens *tokens = &matcher->tokens;
	LintUseKind kind = refine_kind(tokens, pattern, chain_start(tokens, start), match->next);

	if (!match->has_key)
	{
		const Token *name = token_at(tokens, match->name);

		lint_note(tokens->source, kind, name->start, name->start + name->length);
		return;
	}
	if ((pattern->then & (THEN_EXPAND | THEN_PLACEHOLDER)) != 0)
		note_replaced(tokens, match->key_at, (pattern->then & THEN_PLACEHOLDER) != 0);
	note_key(matcher, &match->key, kind);
	for (int i = 0; (pattern->then & THEN_MORE) != 0 && i < 200 &&
		 token_is_word(tokens, match->key.next, ","); i++)
	{
		read_key(tokens, &matcher->names, token_next(tokens, match->key.next), &match->key);
		note_key(matcher, &match->key, kind);
	}
}

/* "X" in os.environ */
static void
match_string(const Tokens *tokens, uint32 at)
{
	LintSource *source = tokens->source;
	const Token *token = token_at(tokens, at);
	size_t		end = token->start + token->length;
	uint32		next = token_next(tokens, at);
	bool		absent = token_is_word(tokens, next, "not");

	if (!token->complete || !lint_governed(source, token->start, end))
		return;
	if (lint_name_end(source, token->start, end) == end)
		lint_note(source, USE_MENTION, token->start, end);
	if (absent)
		next = token_next(tokens, next);
	if (!token_is_word(tokens, next, "in"))
		return;
	next = token_next(tokens, next);
	while (token_is_word(tokens, next + 1, ".") && next + 2 < tokens->count)
		next += 2;
	if (token_in(tokens, next, tokens->language->mappings))
		lint_note(source, condition_defaults(tokens, at, at + 1, next + 1, absent) ?
				  USE_DEFAULT : USE_READ, token->start, end);
}

static void
match_name(Matcher *matcher, uint32 at)
{
	const Tokens *tokens = &matcher->tokens;
	Match		match;

	for (const LintPattern *pattern = tokens->language->patterns;
		 pattern->tokens != NULL; pattern++)
	{
		if (!may_match(tokens, pattern->tokens, at) ||
			!match_pattern(matcher, pattern->tokens, at, &match))
			continue;
		note_match(matcher, pattern, at, &match);
		break;
	}
	if (token_in(tokens, at, tokens->language->mappings))
	{
		match_mapping(tokens, at, &matcher->mapping_end);
		match_destructuring(tokens, at);
	}
}

static void
add_alias(Tokens *tokens, const LintAlias *alias, const Match *match)
{
	const Token *name = token_at(tokens, match->name);
	char		behind = '\0';

	if (match->next < tokens->count)
		behind = tokens->source->data[token_at(tokens, match->next)->start];
	if (tokens->alias_count == MAX_ALIASES ||
		(alias->unless != NULL && behind != '\0' && strchr(alias->unless, behind) != NULL) ||
		token_is_word(tokens, match->name, alias->word))
		return;
	tokens->alias_names[tokens->alias_count] = name->start;
	tokens->alias_lengths[tokens->alias_count] = name->length;
	tokens->alias_words[tokens->alias_count++] = alias->word;
}

/* Of the patterns that match at a token, the first counts. */
static void
find_aliases(Matcher *matcher)
{
	Tokens	   *tokens = &matcher->tokens;
	Match		match;

	for (uint32 i = 0; i < tokens->count; i++)
	{
		if (token_at(tokens, i)->kind == TOKEN_STRING)
			continue;
		for (const LintAlias *alias = tokens->language->aliases; alias->tokens != NULL; alias++)
		{
			if (!may_match(tokens, alias->tokens, i) ||
				!match_pattern(matcher, alias->tokens, i, &match))
				continue;
			add_alias(tokens, alias, &match);
			break;
		}
	}
}

static void
apply_aliases(Tokens *tokens)
{
	const char *data = tokens->source->data;

	for (uint32 i = 0; tokens->alias_count > 0 && i < tokens->count; i++)
	{
		Token	   *token = &tokens->items[i];

		for (int j = 0; token->kind == TOKEN_NAME && j < tokens->alias_count; j++)
		{
			if (token->length == tokens->alias_lengths[j] &&
				memcmp(data + token->start, data + tokens->alias_names[j], token->length) == 0)
				token->alias = j + 1;
		}
	}
}

void
lint_match(LintSource *source, const LintLanguage *language)
{
	Matcher		matcher = {0};
	const Tokens *tokens = &matcher.tokens;

	matcher.tokens.source = source;
	matcher.tokens.language = language;
	lint_lex(&matcher.tokens);
	find_constants(tokens, &matcher.names.constants);
	find_aliases(&matcher);
	apply_aliases(&matcher.tokens);
	for (uint32 i = 0; i < tokens->count; i++)
	{
		if (tokens->items[i].kind == TOKEN_STRING)
			match_string(tokens, i);
		else if (tokens->items[i].kind == TOKEN_NAME)
			match_name(&matcher, i);
	}
	pg_free(matcher.names.constants.items);
	pg_free(matcher.names.loops.items);
	pg_free(matcher.tokens.items);
}
