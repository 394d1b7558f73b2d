/*-------------------------------------------------------------------------
 *
 * compare.h
 *	  What ftf lint reports, and how.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_LINT_FINDING_H
#define FTF_LINT_FINDING_H

#include "use.h"

typedef enum LintRule
{
	RULE_MISSING,
	RULE_DEFAULT,
	RULE_ASSIGNED,
	RULE_IGNORE,
	RULE_UNUSED,
	RULE_DYNAMIC
} LintRule;

#define RULE_COUNT (RULE_DYNAMIC + 1)

typedef struct LintRuleInfo
{
	const char *name;
	const char *level;			/* error, warning or note, as SARIF has them */
	const char *summary;
} LintRuleInfo;

extern const LintRuleInfo lint_rules[RULE_COUNT];

typedef struct LintFinding
{
	LintRule	rule;
	const char *path;			/* NULL: unused has no place */
	int			line;
	int			column;
	const char *key;
	char	   *message;
} LintFinding;

typedef struct LintFindings
{
	LintFinding *items;
	int			count;
	int			room;
	int			errors;
} LintFindings;

/* The keys that there are, sorted bytewise. */
typedef struct LintKeys
{
	char	  **items;
	int			count;
} LintKeys;

/* Compares uses with the keys; sorts what it finds by path and place. */
extern void lint_compare(const LintUses *uses, const LintKeys *keys,
						 LintFindings *findings);
extern void lint_findings_free(LintFindings *findings);

/* The key most like this one, or NULL if none is much like it. */
extern const char *lint_nearest_key(const char *key, const LintKeys *keys);

/* One line each, as compilers write them. */
extern void lint_print_lines(FILE *file, const LintFindings *findings,
							 bool only_errors);

/* In the format of --json, --csv or --plain. */
extern void lint_print_rows(const LintFindings *findings);

/*
 * SARIF 2.1.0.  Code hosts refuse a whole file for one result without a place:
 * what has none is said to be at the beginning of elsewhere.
 */
extern void lint_print_sarif(const LintFindings *findings, const char *elsewhere);

/* Text as UTF-8: what isn't, is replaced.  pg_free() it. */
extern char *lint_valid_utf8(const char *string);

#endif							/* FTF_LINT_FINDING_H */
