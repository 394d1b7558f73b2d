/*-------------------------------------------------------------------------
 *
 * print.h
 *	  Findings as lines for people, and as rows for programs.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_LINT_PRINT_H
#define FTF_LINT_PRINT_H

#include "compare.h"

/* One line each, as compilers write them. */
extern void lint_print_lines(FILE *file, const LintFindings *findings, bool only_errors);

/* In the format of --json, --csv or --plain. */
extern void lint_print_rows(const LintFindings *findings);

#endif							/* FTF_LINT_PRINT_H */
