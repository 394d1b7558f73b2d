/*-------------------------------------------------------------------------
 *
 * expression.c
 *	  Patterns of definitions: what they may cost, and whether a value matches.
 *
 * A pattern without references back is matched by an automaton, in time that
 * grows with the value.  How large the automaton is, and how long it takes to
 * make, is estimated from the text before PostgreSQL is asked to compile it.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_collation.h"
#include "expression.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "regex/regex.h"
#include "str.h"
#include "utils/builtins.h"

/* More than any limit; sums and products stop here. */
#define VERY_LARGE	1000000

/* What a pattern may have and still be matched under the lock. */
#define LIGHT_SIZE	200
#define LIGHT_OPTIONAL 20

typedef struct Reader
{
	FtfStr		pattern;
	int			at;
	int			looks;
} Reader;

typedef struct PartCost
{
	int64		size;			/* as FTF_PATTERN_MAX_SIZE counts */
	int64		optional;		/* as FTF_PATTERN_MAX_OPTIONAL counts */
	bool		empty;			/* may match nothing */
} PartCost;

static PartCost alternatives(Reader *reader);

static bool
follows(Reader *reader, const char *text)
{
	int			len = strlen(text);

	return reader->pattern.len - reader->at >= len &&
		memcmp(reader->pattern.data + reader->at, text, len) == 0;
}

static bool
skip(Reader *reader, const char *text)
{
	if (!follows(reader, text))
		return false;
	reader->at += strlen(text);
	return true;
}

static bool
at_end(Reader *reader)
{
	return reader->at >= reader->pattern.len;
}

static void
skip_character(Reader *reader)
{
	if (!at_end(reader))
		reader->at += pg_encoding_mblen(PG_UTF8,
										reader->pattern.data + reader->at);
}

static void
skip_past(Reader *reader, const char *text)
{
	while (!at_end(reader) && !skip(reader, text))
		skip_character(reader);
}

/* [...], in which []...], [[:alpha:]] and an escape hide a bracket. */
static void
skip_brackets(Reader *reader)
{
	(void) skip(reader, "^");
	(void) skip(reader, "]");
	while (!at_end(reader) && !skip(reader, "]"))
	{
		if (skip(reader, "[:"))
			skip_past(reader, ":]");
		else if (skip(reader, "[."))
			skip_past(reader, ".]");
		else if (skip(reader, "[="))
			skip_past(reader, "=]");
		else
		{
			(void) skip(reader, "\\");
			skip_character(reader);
		}
	}
}

static bool
skip_look(Reader *reader)
{
	if (!skip(reader, "?=") && !skip(reader, "?!") && !skip(reader, "?<=") &&
		!skip(reader, "?<!"))
		return false;
	reader->looks++;
	return true;
}

/* What stands after an opening parenthesis. */
static PartCost
group(Reader *reader)
{
	static const PartCost nothing = {0, 0, true};
	bool		looks = skip_look(reader);
	PartCost	inner;

	if (skip(reader, "?#"))
	{
		skip_past(reader, ")");
		return nothing;
	}
	(void) skip(reader, "?:");
	inner = alternatives(reader);
	(void) skip(reader, ")");
	if (looks)
	{
		inner.optional++;
		inner.empty = true;
	}
	return inner;
}

/* One atom or constraint. */
static PartCost
atom(Reader *reader)
{
	PartCost	cost = {1, 0, false};
	char		c = reader->pattern.data[reader->at];

	if (skip(reader, "("))
		return group(reader);
	if (skip(reader, "["))
		skip_brackets(reader);
	else if (c == '\\')
	{
		reader->at++;
		cost.empty = !at_end(reader) &&
			strchr("AZmMyY", reader->pattern.data[reader->at]) != NULL;
		skip_character(reader);
	}
	else
	{
		cost.empty = c == '^' || c == '$';
		skip_character(reader);
	}
	cost.optional = cost.empty;
	return cost;
}

static int
number(Reader *reader)
{
	int			value = 0;

	for (; !at_end(reader) && isdigit((unsigned char) reader->pattern.data[reader->at]);
		 reader->at++)
		value = Min(value * 10 + reader->pattern.data[reader->at] - '0', 1000);
	return value;
}

/* {m}, {m,} or {m,n}, after its brace. */
static void
repetition(Reader *reader, PartCost *cost)
{
	int			least = number(reader);
	int			most = skip(reader, ",") ? number(reader) : least;

	most = Max(most, Max(least, 1));
	skip_past(reader, "}");
	cost->size = Min(cost->size * most, VERY_LARGE);
	cost->optional = Min(cost->optional * most + 1, VERY_LARGE);
	cost->empty |= least == 0;
}

/* Before anything but a digit a brace stands for itself. */
static bool
skip_brace(Reader *reader)
{
	return reader->at + 1 < reader->pattern.len &&
		isdigit((unsigned char) reader->pattern.data[reader->at + 1]) &&
		skip(reader, "{");
}

static bool
quantify(Reader *reader, PartCost *cost)
{
	if (skip(reader, "*") || skip(reader, "?"))
	{
		cost->optional++;
		cost->empty = true;
	}
	else if (skip_brace(reader))
		repetition(reader, cost);
	else
		return skip(reader, "+");
	return true;
}

static PartCost
branch(Reader *reader)
{
	PartCost	sum = {0, 0, true};

	while (!at_end(reader) && !follows(reader, "|") && !follows(reader, ")"))
	{
		PartCost	part = atom(reader);

		while (quantify(reader, &part))
			(void) skip(reader, "?");	/* not greedy */
		sum.size = Min(sum.size + part.size, VERY_LARGE);
		sum.optional = Min(sum.optional + part.optional, VERY_LARGE);
		sum.empty &= part.empty;
	}
	return sum;
}

static PartCost
alternatives(Reader *reader)
{
	PartCost	sum = {0, 0, false};

	check_stack_depth();
	do
	{
		PartCost	part = branch(reader);

		sum.size = Min(sum.size + part.size, VERY_LARGE);
		sum.optional = Min(sum.optional + part.optional + part.empty, VERY_LARGE);
		sum.empty |= part.empty;
	} while (skip(reader, "|"));
	return sum;
}

/* Parentheses that don't pair are told by whoever compiles it. */
static PartCost
estimate(FtfStr pattern, int *looks)
{
	Reader		reader = {pattern, 0, 0};
	PartCost	sum = {0, 0, false};

	while (!at_end(&reader))
	{
		PartCost	part = alternatives(&reader);

		sum.size += part.size;
		sum.optional += part.optional;
		(void) skip(&reader, ")");
	}
	*looks = reader.looks;
	return sum;
}

static text *
whole(FtfStr pattern)
{
	return cstring_to_text(psprintf("^(?:%.*s)$", pattern.len, pattern.data));
}

/* What the compiler says is wrong, or NULL; *info is what it found in it. */
static const char *
compile_fault(FtfStr pattern, long *info)
{
	pg_wchar   *wide = palloc((pattern.len + 1) * sizeof(pg_wchar));
	int			length = pg_mb2wchar_with_len(pattern.data, wide, pattern.len);
	regex_t		compiled;
	char		message[128];
	int			status = pg_regcomp(&compiled, wide, length,
									REG_ADVANCED | REG_NOSUB, C_COLLATION_OID);

	pfree(wide);
	if (status == REG_OKAY)
	{
		*info = compiled.re_info;
		pg_regfree(&compiled);
		return NULL;
	}
	pg_regerror(status, &compiled, message, sizeof(message));
	return psprintf("\"pattern\" is not a regular expression: %s.", message);
}

static const char *
syntax_fault(FtfStr pattern, long *info)
{
	const char *fault = compile_fault(ftf_str(whole(pattern)), info);
	long		ignored;

	/* alone too: an unbalanced pattern could slip out of its anchors */
	return fault != NULL ? fault : compile_fault(pattern, &ignored);
}

const char *
ftf_expression_syntax_fault(FtfStr pattern)
{
	long		ignored;

	return syntax_fault(pattern, &ignored);
}

/* Before anything compiles it. */
static const char *
size_fault(FtfStr pattern)
{
	int			looks;
	PartCost	cost;

	if (pattern.len > FTF_PATTERN_MAX_BYTES)
		return psprintf("\"pattern\" has %d bytes; at most %d are admitted.",
						pattern.len, FTF_PATTERN_MAX_BYTES);
	cost = estimate(pattern, &looks);
	if (cost.size > FTF_PATTERN_MAX_SIZE)
		return psprintf("\"pattern\" stands for more than %d characters, with what is repeated {n} times written n times.",
						FTF_PATTERN_MAX_SIZE);
	if (cost.optional > FTF_PATTERN_MAX_OPTIONAL)
		return psprintf("\"pattern\" has more than %d parts that may be left out or repeated, with what is repeated {n} times written n times.",
						FTF_PATTERN_MAX_OPTIONAL);
	if (looks > FTF_PATTERN_MAX_LOOKS)
		return psprintf("\"pattern\" looks around more than %d times, as (?=...) does.",
						FTF_PATTERN_MAX_LOOKS);
	return NULL;
}

const char *
ftf_expression_fault(FtfStr pattern, const char **hint)
{
	long		info = 0;
	const char *fault = size_fault(pattern);

	*hint = "Use a shorter pattern with fewer repetitions, or check the value where it is read.";
	if (fault != NULL)
		return fault;
	*hint = NULL;
	if ((fault = syntax_fault(pattern, &info)) != NULL)
		return fault;
	*hint = "Write out what may stand there, as in (a-a|b-b).";
	return (info & REG_UBACKREF) == 0 ? NULL :
		"\"pattern\" refers back to what it matched, as \\1 does, which can take for ever.";
}

int
ftf_expression_looks(FtfStr pattern)
{
	int			looks;

	(void) estimate(pattern, &looks);
	return looks;
}

/* What stood in a store before these bounds may refer back. */
static bool
may_refer_back(FtfStr pattern)
{
	for (int i = 0; i + 1 < pattern.len; i++)
		if (pattern.data[i] == '\\' && isdigit((unsigned char) pattern.data[i + 1]))
			return true;
	return false;
}

bool
ftf_expression_is_light(FtfStr pattern)
{
	int			looks;
	PartCost	cost;

	if (pattern.len > LIGHT_SIZE || may_refer_back(pattern))
		return false;
	cost = estimate(pattern, &looks);
	return cost.size <= LIGHT_SIZE && cost.optional <= LIGHT_OPTIONAL && looks == 0;
}

/* Without asking where, so that nothing but the automaton runs. */
bool
ftf_expression_matches(FtfStr pattern, FtfStr value)
{
	return RE_compile_and_execute(whole(pattern), unconstify(char *, value.data),
								  value.len, REG_ADVANCED, C_COLLATION_OID,
								  0, NULL);
}
