/*-------------------------------------------------------------------------
 *
 * choice.h
 *	  Choices between a variable and a default.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_LINT_CHOICE_H
#define FTF_LINT_CHOICE_H

#include "tokens.h"

/* Values that are no default. */
#define NO_VALUES "None nil null undefined nullptr NULL "

/* X ? X : 14, and X == null ? 14 : X; not X ? 1 : 2. */
extern bool question_defaults(const Tokens *tokens, uint32 start, uint32 behind);

/* X if X else 14 and 14 if X is None else X in Python, at the condition. */
extern bool else_defaults(const Tokens *tokens, uint32 start, uint32 behind);

/*
 * Is "if", of which the condition reads from start to behind and asks whether it
 * is absent, Python's choice between that and a default?  "else" is otherwise.
 */
extern bool condition_defaults(const Tokens *tokens, uint32 start, uint32 behind,
							   uint32 otherwise, bool absent);

#endif							/* FTF_LINT_CHOICE_H */
