/*-------------------------------------------------------------------------
 *
 * str.h
 *	  Strings as bytes with a length.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_STR_H
#define FTF_STR_H

#include "utils/jsonb.h"

/* Bytes that need not end in a NUL. */
typedef struct FtfStr
{
	const char *data;
	int			len;
} FtfStr;

extern FtfStr ftf_str(text *value);
extern FtfStr ftf_str_c(const char *value);
extern FtfStr ftf_str_jsonb(const JsonbValue *value);
extern text *ftf_str_text(FtfStr value);
extern bool ftf_str_equal(FtfStr a, FtfStr b);

/* NULL equals only NULL. */
extern bool ftf_text_equal(text *a, text *b);

/* Printable start of the bytes, for messages. */
extern char *ftf_str_shown(FtfStr value);

#endif							/* FTF_STR_H */
