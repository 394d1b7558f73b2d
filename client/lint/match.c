/*-------------------------------------------------------------------------
 *
 * match.c
 *	  Finds a language's patterns in the tokens of a file.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "expand.h"
#include "tokens.h"

static bool
match_word(const Matcher *matcher, const char *word, size_t length, Match *match)
{
	const Token *token = token_at(matcher, match->next);

	if (length == 1 && *word == '$')
	{
		match->has_key = true;
		match->key_at = match->next;
		read_key(matcher, match->next, &match->key);
		match->next = match->key.next;
		return true;
	}
	if (length == 1 && *word == '@')
	{
		if (token->kind != TOKEN_NAME)
			return false;
		if (match->name == PG_UINT32_MAX)
			match->name = match->next;
	}
	else if (!token_is(matcher, match->next, word, length))
		return false;
	match->next = token_next(matcher, match->next);
	return true;
}

/*
 * A look at first letters, which most patterns fail: the token's, or behind a
 * name that may be any, the next one's.
 */
static bool
may_match(const Matcher *matcher, const char *pattern, uint32 at)
{
	const char *data = matcher->source->data;
	const Token *token = token_at(matcher, at);

	if (*pattern == '@')
		return token->kind == TOKEN_NAME && data[token[1].start] == pattern[2];
	return token->alias > 0 || data[token->start] == *pattern;
}

bool
match_pattern(const Matcher *matcher, const char *pattern, uint32 at, Match *match)
{
	if (!may_match(matcher, pattern, at))
		return false;
	match->next = at;
	match->has_key = false;
	match->name = PG_UINT32_MAX;
	while (*pattern != '\0')
	{
		size_t		length = strcspn(pattern, " ");

		if (match->next >= matcher->tokens.count ||
			!match_word(matcher, pattern, length, match))
			return false;
		pattern += length;
		while (*pattern == ' ')
			pattern++;
	}
	return true;
}

/* What is assigned may be NAME=VALUE in one string, or the beginning of it. */
static void
note_key(Matcher *matcher, const KeyExpression *key, LintUseKind kind)
{
	const char *data = matcher->source->data;
	size_t		name_end = lint_name_end(matcher->source, key->start, key->end);

	if (key->list > 0)
		note_list(matcher, key->list, kind);
	if (key->kind == USE_MENTION)
		return;
	if (key->joined[0] != '\0')
	{
		lint_note_name(matcher->source, kind, key->joined, strlen(key->joined), key->place);
		return;
	}
	if (kind == USE_ASSIGNED && name_end < key->end && data[name_end] == '=')
		lint_note_at(matcher->source, kind, key->start, name_end, key->place);
	else if (key->kind == USE_DYNAMIC)
		lint_note_at(matcher->source, USE_DYNAMIC, key->start, name_end, key->place);
	else if (kind != USE_ASSIGNED || name_end == key->end)
		lint_note_at(matcher->source, kind, key->start, key->end, key->place);
}

/* $X or ${X:14} in a string. */
static void
note_replaced(Matcher *matcher, uint32 at, bool colon_defaults)
{
	const Token *token = token_at(matcher, at);
	size_t		end = token->start + token->length;

	if (token->kind != TOKEN_STRING)
		return;
	if (colon_defaults)
		lint_placeholders(matcher->source, token->start, end);
	else
		lint_expansions(matcher->source, token->start, end);
}

static void
note_match(Matcher *matcher, const LintPattern *pattern, uint32 start, Match *match)
{
	LintUseKind kind = refine_kind(matcher, pattern, chain_start(matcher, start), match);

	if (!match->has_key)
	{
		const Token *name = token_at(matcher, match->name);

		lint_note(matcher->source, kind, name->start, name->start + name->length);
		return;
	}
	if ((pattern->then & (THEN_EXPAND | THEN_PLACEHOLDER)) != 0)
		note_replaced(matcher, match->key_at, (pattern->then & THEN_PLACEHOLDER) != 0);
	note_key(matcher, &match->key, kind);
	for (int i = 0; (pattern->then & THEN_MORE) != 0 && i < 200 &&
		 token_is_word(matcher, match->key.next, ","); i++)
	{
		read_key(matcher, token_next(matcher, match->key.next), &match->key);
		note_key(matcher, &match->key, kind);
	}
}

/* "X" in os.environ */
static void
match_string(Matcher *matcher, uint32 at)
{
	LintSource *source = matcher->source;
	const Token *token = token_at(matcher, at);
	size_t		end = token->start + token->length;
	uint32		next = token_next(matcher, at);
	bool		absent = token_is_word(matcher, next, "not");

	if (!token->complete || !lint_governed(source, token->start, end))
		return;
	if (lint_name_end(source, token->start, end) == end)
		lint_note(source, USE_MENTION, token->start, end);
	if (absent)
		next = token_next(matcher, next);
	if (!token_is_word(matcher, next, "in"))
		return;
	next = token_next(matcher, next);
	while (token_is_word(matcher, next + 1, ".") && next + 2 < matcher->tokens.count)
		next += 2;
	if (token_in(matcher, next, matcher->language->mappings))
		lint_note(source, condition_defaults(matcher, at, at + 1, next + 1, absent) ?
				  USE_DEFAULT : USE_READ, token->start, end);
}

static void
match_name(Matcher *matcher, uint32 at)
{
	Match		match;

	for (const LintPattern *pattern = matcher->language->patterns;
		 pattern->tokens != NULL; pattern++)
	{
		if (!match_pattern(matcher, pattern->tokens, at, &match))
			continue;
		note_match(matcher, pattern, at, &match);
		break;
	}
	if (token_in(matcher, at, matcher->language->mappings))
	{
		match_mapping(matcher, at);
		match_destructuring(matcher, at);
	}
}

static void
add_alias(Matcher *matcher, const LintAlias *alias, const Match *match)
{
	const Token *name = token_at(matcher, match->name);
	char		behind = '\0';

	if (match->next < matcher->tokens.count)
		behind = matcher->source->data[token_at(matcher, match->next)->start];
	if (matcher->alias_count == MAX_ALIASES ||
		(alias->unless != NULL && behind != '\0' && strchr(alias->unless, behind) != NULL) ||
		token_is_word(matcher, match->name, alias->word))
		return;
	matcher->alias_names[matcher->alias_count] = name->start;
	matcher->alias_lengths[matcher->alias_count] = name->length;
	matcher->alias_words[matcher->alias_count++] = alias->word;
}

/* Words that begin some alias pattern, or any name where one begins with "@". */
static void
find_aliases(Matcher *matcher)
{
	Match		match;

	for (uint32 i = 0; i < matcher->tokens.count; i++)
	{
		if (token_at(matcher, i)->kind == TOKEN_STRING)
			continue;
		for (const LintAlias *alias = matcher->language->aliases; alias->tokens != NULL; alias++)
		{
			if (!match_pattern(matcher, alias->tokens, i, &match))
				continue;
			add_alias(matcher, alias, &match);
			break;
		}
	}
}

static void
apply_aliases(Matcher *matcher)
{
	const char *data = matcher->source->data;

	for (uint32 i = 0; matcher->alias_count > 0 && i < matcher->tokens.count; i++)
	{
		Token	   *token = &matcher->tokens.items[i];

		for (int j = 0; token->kind == TOKEN_NAME && j < matcher->alias_count; j++)
		{
			if (token->length == matcher->alias_lengths[j] &&
				memcmp(data + token->start, data + matcher->alias_names[j], token->length) == 0)
				token->alias = j + 1;
		}
	}
}

void
lint_match(LintSource *source, const LintLanguage *language)
{
	Matcher		matcher = {0};

	matcher.source = source;
	matcher.language = language;
	lint_lex(source, language->syntax, &matcher.tokens);
	find_constants(&matcher);
	find_aliases(&matcher);
	apply_aliases(&matcher);
	for (uint32 i = 0; i < matcher.tokens.count; i++)
	{
		if (matcher.tokens.items[i].kind == TOKEN_STRING)
			match_string(&matcher, i);
		else if (matcher.tokens.items[i].kind == TOKEN_NAME)
			match_name(&matcher, i);
	}
	pg_free(matcher.constants);
	pg_free(matcher.loops);
	pg_free(matcher.tokens.items);
}
