/*-------------------------------------------------------------------------
 *
 * compare.h
 *	  Uses in code against the keys that the store holds: what ftf lint
 *	  reports.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_LINT_COMPARE_H
#define FTF_LINT_COMPARE_H

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

#endif							/* FTF_LINT_COMPARE_H */
