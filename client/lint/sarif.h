/*-------------------------------------------------------------------------
 *
 * sarif.h
 *	  Findings in SARIF 2.1.0, which code hosts show beside the code.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_LINT_SARIF_H
#define FTF_LINT_SARIF_H

#include "compare.h"

/*
 * Code hosts refuse a whole file for one result without a place: what has none
 * is said to be at the beginning of elsewhere.
 */
extern void lint_print_sarif(const LintFindings *findings, const char *elsewhere);

#endif							/* FTF_LINT_SARIF_H */
