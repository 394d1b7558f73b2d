/*-------------------------------------------------------------------------
 *
 * list.h
 *	  Lists of names as they are written: ("CVN_A", "CVN_B").
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_LINT_LIST_H
#define FTF_LINT_LIST_H

#include "tokens.h"

/* Is this the bracket of a list that begins with a string? */
extern bool opens_list(const Tokens *tokens, uint32 at);

/* Where the list begins that has this bracket: with its type, or the bracket. */
extern uint32 list_start(const Tokens *tokens, uint32 bracket);

/* The bracket of the list that is written here; 0: none. */
extern uint32 list_written(const Tokens *tokens, uint32 at);

/* Notes each name in the list; steps counts the tokens of all that were read so. */
extern void note_list(const Tokens *tokens, uint32 list, LintUseKind kind, int *steps);

#endif							/* FTF_LINT_LIST_H */
