/*-------------------------------------------------------------------------
 *
 * constant.h
 *	  Names that a file gives a string or a list of strings, once.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_LINT_CONSTANT_H
#define FTF_LINT_CONSTANT_H

#include "tokens.h"

typedef struct Constant
{
	size_t		name;
	uint32		name_length;
	uint32		value;			/* its token: a string with a governed
								 * beginning, or a list's bracket */
	bool		whole;			/* of a string: nothing is put to it */
	bool		ambiguous;		/* it is given another one, too */
} Constant;

/* Sorted by name. */
typedef struct Constants
{
	Constant   *items;
	int			count;
} Constants;

extern void find_constants(const Tokens *tokens, Constants *constants);

/* The constant that the name token stands for, or NULL. */
extern const Constant *find_constant(const Tokens *tokens, const Constants *constants,
									 uint32 at);

#endif							/* FTF_LINT_CONSTANT_H */
