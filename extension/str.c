/*-------------------------------------------------------------------------
 *
 * str.c
 *	  Strings as bytes with a length.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "str.h"
#include "utils/builtins.h"

#define SHOWN_BYTES 64

FtfStr
ftf_str(text *value)
{
	FtfStr		str = {VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value)};

	return str;
}

FtfStr
ftf_str_c(const char *value)
{
	FtfStr		str = {value, strlen(value)};

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

bool
ftf_str_equal(FtfStr a, FtfStr b)
{
	return a.len == b.len && memcmp(a.data, b.data, a.len) == 0;
}

bool
ftf_text_equal(text *a, text *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	return ftf_str_equal(ftf_str(a), ftf_str(b));
}

char *
ftf_str_shown(FtfStr value)
{
	int			len = pg_mbcliplen(value.data, value.len, SHOWN_BYTES);
	StringInfoData shown;

	initStringInfo(&shown);
	for (int i = 0; i < len; i++)
	{
		unsigned char c = value.data[i];

		appendStringInfoChar(&shown, c < 0x20 || c == 0x7F ? '?' : c);
	}
	if (len < value.len)
		appendStringInfoString(&shown, "...");
	return shown.data;
}
