/*-------------------------------------------------------------------------
 *
 * default.h
 *	  Is a variable that is read given a default, or a value?
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_LINT_DEFAULT_H
#define FTF_LINT_DEFAULT_H

#include "tokens.h"

/*
 * What a use is that begins at start, by what stands around the pattern, which
 * ends before next.
 */
extern LintUseKind refine_kind(const Tokens *tokens, const LintPattern *pattern,
							   uint32 start, uint32 next);

#endif							/* FTF_LINT_DEFAULT_H */
