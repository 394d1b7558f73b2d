/*-------------------------------------------------------------------------
 *
 * match.h
 *	  Finds a language's patterns in the tokens of a file.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_LINT_MATCH_H
#define FTF_LINT_MATCH_H

#include "languages.h"

/* Notes the uses in source code of a language of tokens. */
extern void lint_match(LintSource *source, const LintLanguage *language);

#endif							/* FTF_LINT_MATCH_H */
