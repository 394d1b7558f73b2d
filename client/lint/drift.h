/*-------------------------------------------------------------------------
 *
 * drift.h
 *	  Drift in source trees, found before the run.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_LINT_DRIFT_H
#define FTF_LINT_DRIFT_H

#include "compare.h"
#include "fe_utils/simple_list.h"

/* What is compared: the store's side, and what was found in files. */
typedef struct Lint
{
	LintKeys	keys;
	LintPrefixes prefixes;
	LintUses	uses;
	SimpleStringList paths;		/* of files that have uses */
	int			unreadable;
} Lint;

/* The keys and the governed prefixes of the connected store. */
extern void lint_read_store(Lint *lint);

/* Adds the uses in the tree or file at path, or ends with exit 1: there is none. */
extern void lint_read_tree(Lint *lint, const char *path);

extern void lint_free(Lint *lint);

/*
 * Compares the tree or file at path with the connected store, and reports
 * errors (not warnings and notes) on standard error.  Returns their number;
 * what could not be read counts as one each.
 */
extern int	lint_path_for_run(const char *path);

#endif							/* FTF_LINT_DRIFT_H */
