/*-------------------------------------------------------------------------
 *
 * key.h
 *	  Expressions that name a variable.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_LINT_KEY_H
#define FTF_LINT_KEY_H

#include "loop.h"
#include "rules/judge.h"

/* What a file's names stand for. */
typedef struct Names
{
	Constants	constants;
	Loops		loops;
} Names;

typedef struct KeyExpression
{
	LintUseKind kind;			/* USE_READ: start to end is the name;
								 * USE_DYNAMIC: how it begins; USE_MENTION:
								 * not known to be governed */
	size_t		start;
	size_t		end;
	char		joined[FTF_KEY_MAX_BYTES + 1];	/* the name, if it is in
												 * pieces, of which start to
												 * end is the first; or empty */
	size_t		place;
	uint32		next;			/* the token behind it */
	uint32		list;			/* a loop's variable: the list's bracket; or 0 */
} KeyExpression;

/* Reads the expression that begins here. */
extern void read_key(const Tokens *tokens, Names *names, uint32 at, KeyExpression *key);

#endif							/* FTF_LINT_KEY_H */
