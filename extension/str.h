/*-------------------------------------------------------------------------
 *
 * str.h
 *	  PostgreSQL's own kinds of strings as bytes with a length.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_STR_H
#define FTF_STR_H

#include "rules/bytes.h"
#include "utils/jsonb.h"

extern FtfStr ftf_str(text *value);
extern FtfStr ftf_str_jsonb(const JsonbValue *value);
extern text *ftf_str_text(FtfStr value);

/* A copy in the current context; NULL of NULL. */
extern text *ftf_text_copy(text *value);

/* NULL equals only NULL. */
extern bool ftf_text_equal(text *a, text *b);

#endif							/* FTF_STR_H */
