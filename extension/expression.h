/*-------------------------------------------------------------------------
 *
 * expression.h
 *	  Patterns of definitions: what they may cost, and whether a value matches.
 *
 * PostgreSQL's regular expressions without what makes them slow: no reference
 * back to what was matched, and bounds on all that is compiled.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_EXPRESSION_H
#define FTF_EXPRESSION_H

#include "rules/bytes.h"

#define FTF_PATTERN_MAX_BYTES	4096
/* Characters and classes, with what is repeated {n} times written n times. */
#define FTF_PATTERN_MAX_SIZE	2000
/* Parts among them that may match nothing or be repeated: compiling is cubic. */
#define FTF_PATTERN_MAX_OPTIONAL 100
/* Each (?=...) is tried from every place of the value to its end. */
#define FTF_PATTERN_MAX_LOOKS	2
#define FTF_LOOKED_MAX_BYTES	256

/*
 * What is wrong with a new pattern, as a sentence, and what to do about it (or
 * NULL); NULL if nothing is.
 */
extern const char *ftf_expression_fault(FtfStr pattern, const char **hint);

/* What makes it no regular expression for a whole value, or NULL. */
extern const char *ftf_expression_syntax_fault(FtfStr pattern);

/* How often it looks around: (?=...), (?!...), (?<=...), (?<!...). */
extern int	ftf_expression_looks(FtfStr pattern);

/* Takes so little that it may be matched under the editors' lock. */
extern bool ftf_expression_is_light(FtfStr pattern);

/* Does the whole value match? */
extern bool ftf_expression_matches(FtfStr pattern, FtfStr value);

#endif							/* FTF_EXPRESSION_H */
