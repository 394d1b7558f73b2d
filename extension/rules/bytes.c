/*-------------------------------------------------------------------------
 *
 * bytes.c
 *	  Strings as bytes with a length, in server and client alike.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FRONTEND
#include "postgres.h"
#else
#include "postgres_fe.h"
#endif

#include "bytes.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"

#define SHOWN_BYTES 64

FtfStr
ftf_str_c(const char *value)
{
	FtfStr		str = {value, strlen(value)};

	return str;
}

bool
ftf_str_equal(FtfStr a, FtfStr b)
{
	return a.len == b.len && memcmp(a.data, b.data, a.len) == 0;
}

int
ftf_str_compare(FtfStr a, FtfStr b)
{
	int			order = memcmp(a.data, b.data, Min(a.len, b.len));

	return order != 0 ? order : a.len - b.len;
}

void
ftf_bytes_hex(const uint8 *bytes, int len, char *hex)
{
	static const char digits[] = "0123456789abcdef";

	for (int i = 0; i < len; i++)
	{
		*hex++ = digits[bytes[i] >> 4];
		*hex++ = digits[bytes[i] & 0x0F];
	}
	*hex = '\0';
}

/* The length of whole characters that have at most limit bytes. */
static int
clipped_length(FtfStr value, int limit)
{
	int			len = 0;

	while (len < value.len)
	{
		int			next = len + pg_encoding_mblen(PG_UTF8, value.data + len);

		if (next > Min(value.len, limit))
			break;
		len = next;
	}
	return len;
}

char *
ftf_str_shown(FtfStr value)
{
	int			len = clipped_length(value, SHOWN_BYTES);
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
