/*-------------------------------------------------------------------------
 *
 * shown.c
 *	  Values in a line for people.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "common/logging.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "rules/judge.h"
#include "shown.h"

/* Longer values are cut here; programs get them whole. */
#define MAX_SHOWN_BYTES 200

/* What a terminal obeys, or does not show. */
static bool
needs_escape(pg_wchar c)
{
	return c < 0x20 || (c >= 0x7F && c < 0xA0) || ftf_is_invisible(c);
}

/* The length of the character here; 0: what is here is none. */
static int
character_length(const char *at)
{
	const unsigned char *bytes = (const unsigned char *) at;
	int			length = pg_utf_mblen(bytes);

	return strnlen(at, length) == (size_t) length &&
		pg_utf8_islegal(bytes, length) ? length : 0;
}

/* Appends what is here, of that length, escaped if need be. */
static void
append_character(StringInfo buffer, const char *at, int length)
{
	pg_wchar	c = length > 0 ? utf8_to_unicode((const unsigned char *) at) : 0;

	if (length == 0)
		appendStringInfo(buffer, "\\%03o", (unsigned char) *at);
	else if (c == '\n')
		appendStringInfoString(buffer, "\\n");
	else if (c == '\t')
		appendStringInfoString(buffer, "\\t");
	else if (needs_escape(c))
		appendStringInfo(buffer, "\\u%04x", (unsigned int) c);
	else
		appendBinaryStringInfo(buffer, at, length);
}

char *
shown_within(const char *value, int max_bytes)
{
	StringInfoData buffer;
	size_t		length;

	if (value == NULL)
		return pg_strdup("(absent)");
	if (value[0] == '\0')
		return pg_strdup("\"\"");
	length = strlen(value);
	initStringInfo(&buffer);
	for (const char *at = value; *at != '\0';)
	{
		int			width = character_length(at);

		if (at - value + width > max_bytes)
		{
			appendStringInfo(&buffer, "... (%zu bytes)", length);
			break;
		}
		append_character(&buffer, at, width);
		at += Max(width, 1);
	}
	return buffer.data;
}

/* The length of the character here, if it is one that can be shown; or 0. */
static int
showable_length(const char *at)
{
	int			length = character_length(at);

	return length > 0 &&
		!needs_escape(utf8_to_unicode((const unsigned char *) at)) ? length : 0;
}

char *
shown_file_name(const char *name)
{
	StringInfoData buffer;

	initStringInfo(&buffer);
	while (*name != '\0')
	{
		int			length = showable_length(name);

		if (length > 0)
			appendBinaryStringInfo(&buffer, name, length);
		else
			appendStringInfo(&buffer, "\\%03o", (unsigned char) *name);
		name += Max(length, 1);
	}
	return buffer.data;
}

char *
shown_message(const char *message)
{
	StringInfoData buffer;

	initStringInfo(&buffer);
	while (*message != '\0')
	{
		int			length = character_length(message);

		if (*message == '\n' || *message == '\t')
			appendStringInfoChar(&buffer, *message);
		else
			append_character(&buffer, message, length);
		message += Max(length, 1);
	}
	/* fail() would come back here */
	return buffer.data;
}

char *
shown_value(const char *value)
{
	return shown_within(value, MAX_SHOWN_BYTES);
}

char *
shown_change(const char *key, const char *old_value, const char *new_value)
{
	bool		utf8 = pg_get_encoding_from_locale(NULL, false) == PG_UTF8;
	char	   *name = shown_value(key);
	char	   *before = shown_value(old_value);
	char	   *after = shown_value(new_value);
	char	   *line = psprintf("%s: %s %s %s", name, before,
								utf8 ? "\xe2\x86\x92" : "->", after);

	pg_free(name);
	pg_free(before);
	pg_free(after);
	return line;
}
