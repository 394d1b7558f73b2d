/*-------------------------------------------------------------------------
 *
 * loop.h
 *	  Names that a loop goes through: for k in ("CVN_A", "CVN_B").
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_LINT_LOOP_H
#define FTF_LINT_LOOP_H

#include "constant.h"

/* A loop whose variable is one of a list's strings after the other. */
typedef struct Loop
{
	uint32		variable;		/* its token */
	uint32		list;			/* the bracket that opens the list */
	bool		comprehension;	/* it follows what it is for */
} Loop;

/* As they stand in the file. */
typedef struct Loops
{
	bool		found;			/* they were looked for */
	Loop	   *items;
	int			count;
} Loops;

/* The list that the name at this token goes through; 0: none. */
extern uint32 find_list(const Tokens *tokens, const Constants *constants, Loops *loops,
						uint32 at);

#endif							/* FTF_LINT_LOOP_H */
