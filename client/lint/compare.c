/*-------------------------------------------------------------------------
 *
 * compare.c
 *	  Uses in code against the keys that the store holds.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "compare.h"
#include "rules/judge.h"

/* No more pairs of keys are compared for likeness. */
#define MAX_COMPARISONS 100000

const LintRuleInfo lint_rules[RULE_COUNT] = {
	[RULE_MISSING] = {"missing", "error", "A variable is read that the store does not hold"},
	[RULE_DEFAULT] = {"default", "error", "A variable is read with a default in code"},
	[RULE_ASSIGNED] = {"assigned", "error", "A variable is given a value outside the store"},
	[RULE_IGNORE] = {"ignore", "error", "ftf: ignore is written without a reason"},
	[RULE_UNUSED] = {"unused", "warning", "A parameter is read nowhere"},
	[RULE_DYNAMIC] = {"dynamic", "note", "A variable's name is put together at run time"}
};

static int
compare_strings(const void *a, const void *b)
{
	return strcmp(*(char *const *) a, *(char *const *) b);
}

/* The first key that does not sort before this text. */
static int
key_position(const LintKeys *keys, const char *key)
{
	int			low = 0;
	int			high = keys->count;

	while (low < high)
	{
		int			middle = (low + high) / 2;

		if (strcmp(keys->items[middle], key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/*
 * Insertions, deletions and replacements between a text and a key, or more than
 * most.  What is too long to be a key (a baseline may hold it) is like nothing.
 */
static int
edit_distance(const char *a, const char *b, int most)
{
	int			row[FTF_KEY_MAX_BYTES + 1];
	int			a_length = strlen(a);
	int			b_length = strlen(b);

	if (abs(a_length - b_length) > most || b_length > FTF_KEY_MAX_BYTES)
		return most + 1;
	for (int j = 0; j <= b_length; j++)
		row[j] = j;
	for (int i = 1; i <= a_length; i++)
	{
		int			diagonal = row[0];
		int			least = row[0] = i;

		for (int j = 1; j <= b_length; j++)
		{
			int			replaced = diagonal + (a[i - 1] != b[j - 1]);

			diagonal = row[j];
			row[j] = Min(replaced, Min(row[j], row[j - 1]) + 1);
			least = Min(least, row[j]);
		}
		if (least > most)
			return most + 1;
	}
	return row[b_length];
}

/* The key most like this one, or NULL if none is much like it. */
static const char *
nearest_key(const char *key, const LintKeys *keys)
{
	const char *nearest = NULL;
	int			most = Min(3, (int) strlen(key) / 6);

	for (int i = 0; i < keys->count && most >= 0; i++)
	{
		int			distance = edit_distance(key, keys->items[i], most);

		if (distance > most)
			continue;
		nearest = keys->items[i];
		most = distance - 1;
	}
	return nearest;
}

static void
add_finding(LintFindings *findings, LintRule rule, const LintUse *use,
			const char *key, char *message)
{
	if (findings->count == findings->room)
	{
		findings->room = findings->room == 0 ? 64 : 2 * findings->room;
		findings->items = pg_realloc_array(findings->items, LintFinding, findings->room);
	}
	findings->items[findings->count++] = (LintFinding)
	{
		.rule = rule,
			.path = use ? use->path : NULL,
			.line = use ? use->line : 0,
			.column = use ? use->column : 0,
			.key = key,
			.message = message
	};
	if (strcmp(lint_rules[rule].level, "error") == 0)
		findings->errors++;
}

/* comparisons counts what likeness may still cost. */
static char *
missing_message(const char *key, const LintKeys *keys, int *comparisons)
{
	const char *nearest = NULL;

	if (*comparisons >= keys->count)
	{
		*comparisons -= keys->count;
		nearest = nearest_key(key, keys);
	}

	return nearest ?
		psprintf("%s is read, but the store does not hold it (did you mean %s?)", key, nearest) :
		psprintf("%s is read, but the store does not hold it", key);
}

static void
compare_use(LintFindings *findings, const LintUse *use, bool held, const LintKeys *keys,
			int *comparisons)
{
	if (use->ignored)
		return;
	switch (use->kind)
	{
		case USE_DEFAULT:
			add_finding(findings, RULE_DEFAULT, use, use->key,
						psprintf("%s is read with a default, which the store alone may give", use->key));
			/* FALLTHROUGH */
		case USE_READ:
			if (!held)
				add_finding(findings, RULE_MISSING, use, use->key,
							missing_message(use->key, keys, comparisons));
			break;
		case USE_ASSIGNED:
			add_finding(findings, RULE_ASSIGNED, use, use->key,
						psprintf("%s is given a value here, which the store alone may give", use->key));
			break;
		case USE_DYNAMIC:
			add_finding(findings, RULE_DYNAMIC, use, use->key,
						psprintf("a name that begins with %s is put together at run time: only the guard of ftf run can check it", use->key));
			break;
		case USE_BAD_IGNORE:
			add_finding(findings, RULE_IGNORE, use, use->key,
						pg_strdup("ftf: ignore needs a reason behind it, and ignores nothing without"));
			break;
		case USE_MENTION:
			break;
	}
}

/* A dynamic name may be that of any key that begins like it. */
static void
mark_used(const LintUse *use, const LintKeys *keys, bool *used, int position)
{
	size_t		length = strlen(use->key);

	if (use->kind != USE_DYNAMIC)
	{
		if (position < keys->count && strcmp(keys->items[position], use->key) == 0)
			used[position] = true;
		return;
	}
	for (int i = position; i < keys->count &&
		 strncmp(keys->items[i], use->key, length) == 0; i++)
		used[i] = true;
}

static int
compare_findings(const void *a, const void *b)
{
	const LintFinding *left = a;
	const LintFinding *right = b;
	int			order;

	if (left->path == NULL || right->path == NULL)
		return left->path != NULL ? -1 : right->path != NULL ? 1 :
			strcmp(left->key, right->key);
	order = strcmp(left->path, right->path);
	if (order == 0)
		order = left->line - right->line;
	if (order == 0)
		order = left->column - right->column;
	return order != 0 ? order : (int) left->rule - (int) right->rule;
}

void
lint_compare(const LintUses *uses, const LintKeys *keys, LintFindings *findings)
{
	bool	   *used = pg_malloc0(keys->count + 1);
	int			comparisons = MAX_COMPARISONS;

	qsort(keys->items, keys->count, sizeof(char *), compare_strings);
	for (int i = 0; i < uses->count; i++)
	{
		const LintUse *use = &uses->items[i];
		int			position = key_position(keys, use->key);

		mark_used(use, keys, used, position);
		compare_use(findings, use, position < keys->count &&
					strcmp(keys->items[position], use->key) == 0, keys, &comparisons);
	}
	for (int i = 0; i < keys->count; i++)
	{
		if (!used[i])
			add_finding(findings, RULE_UNUSED, NULL, keys->items[i],
						psprintf("%s is in the store, but is read nowhere", keys->items[i]));
	}
	if (findings->count > 0)
		qsort(findings->items, findings->count, sizeof(LintFinding), compare_findings);
	pg_free(used);
}

void
lint_findings_free(LintFindings *findings)
{
	for (int i = 0; i < findings->count; i++)
		pg_free(findings->items[i].message);
	pg_free(findings->items);
	memset(findings, 0, sizeof(*findings));
}
