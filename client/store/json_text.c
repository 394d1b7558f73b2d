/*-------------------------------------------------------------------------
 *
 * json_text.c
 *	  Several texts as one parameter: JSON, which no setting reads otherwise.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "json_text.h"
#include "lib/stringinfo.h"

/* Bytes that are no UTF-8 are the server's to refuse. */
static void
append_text(StringInfo json, const char *text)
{
	if (text == NULL)
	{
		appendStringInfoString(json, "null");
		return;
	}
	appendStringInfoChar(json, '"');
	for (const unsigned char *c = (const unsigned char *) text; *c != '\0'; c++)
	{
		if (*c < 0x20)
			appendStringInfo(json, "\\u%04x", *c);
		else
		{
			if (*c == '"' || *c == '\\')
				appendStringInfoChar(json, '\\');
			appendStringInfoChar(json, *c);
		}
	}
	appendStringInfoChar(json, '"');
}

char *
json_list(const char *const *items, int count)
{
	StringInfoData json;

	initStringInfo(&json);
	appendStringInfoChar(&json, '[');
	for (int i = 0; i < count; i++)
	{
		if (i > 0)
			appendStringInfoChar(&json, ',');
		append_text(&json, items[i]);
	}
	appendStringInfoChar(&json, ']');
	return json.data;
}

char *
json_pairs(const char *const *keys, const char *const *values, int count)
{
	StringInfoData json;

	initStringInfo(&json);
	appendStringInfoChar(&json, '{');
	for (int i = 0; i < count; i++)
	{
		if (i > 0)
			appendStringInfoChar(&json, ',');
		append_text(&json, keys[i]);
		appendStringInfoChar(&json, ':');
		append_text(&json, values[i]);
	}
	appendStringInfoChar(&json, '}');
	return json.data;
}
