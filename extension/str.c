/*-------------------------------------------------------------------------
 *
 * str.c
 *	  PostgreSQL's own kinds of strings as bytes with a length.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "str.h"
#include "utils/builtins.h"

FtfStr
ftf_str(text *value)
{
	FtfStr		str = {VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value)};

	return str;
}

FtfStr
ftf_str_jsonb(const JsonbValue *value)
{
	FtfStr		str = {value->val.string.val, value->val.string.len};

	Assert(value->type == jbvString);
	return str;
}

text *
ftf_str_text(FtfStr value)
{
	return cstring_to_text_with_len(value.data, value.len);
}

text *
ftf_text_copy(text *value)
{
	return value == NULL ? NULL : ftf_str_text(ftf_str(value));
}

bool
ftf_text_equal(text *a, text *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	return ftf_str_equal(ftf_str(a), ftf_str(b));
}
