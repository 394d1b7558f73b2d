/*-------------------------------------------------------------------------
 *
 * judge.c
 *	  What a key, a value or another text may be, in server and client alike.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FRONTEND
#include "postgres.h"
#else
#include "postgres_fe.h"
#endif

#include "judge.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "secret.h"

/* Unicode characters that a reader can't see or that reorder what they see. */
static const pg_wchar invisible[][2] = {
	{0x00AD, 0x00AD},			/* soft hyphen */
	{0x034F, 0x034F},			/* combining grapheme joiner */
	{0x061C, 0x061C},			/* Arabic letter mark */
	{0x115F, 0x1160},			/* Hangul fillers */
	{0x17B4, 0x17B5},			/* Khmer inherent vowels */
	{0x180B, 0x180F},			/* Mongolian separators */
	{0x200B, 0x200F},			/* zero-width space, joiners, direction marks */
	{0x2028, 0x202E},			/* line and paragraph separators, embeddings */
	{0x2060, 0x206F},			/* word joiner, isolates */
	{0x3164, 0x3164},			/* Hangul filler */
	{0xFE00, 0xFE0D},			/* variation selectors, but for emoji's two */
	{0xFEFF, 0xFEFF},			/* byte order mark */
	{0xFFA0, 0xFFA0},			/* half-width Hangul filler */
	{0xFFF0, 0xFFFB},			/* interlinear annotations */
	{0x1BCA0, 0x1BCA3},			/* shorthand format controls */
	{0x1D173, 0x1D17A},			/* musical format controls */
	{0xE0000, 0xE0FFF},			/* tags */
};

/* Unicode White_Space, which is narrower than what some programs trim. */
static const pg_wchar spaces[][2] = {
	{0x0009, 0x000D}, {0x0020, 0x0020}, {0x0085, 0x0085}, {0x00A0, 0x00A0},
	{0x1680, 0x1680}, {0x2000, 0x200A}, {0x2028, 0x2029}, {0x202F, 0x202F},
	{0x205F, 0x205F}, {0x3000, 0x3000},
};

static bool
in_ranges(pg_wchar c, const pg_wchar (*ranges)[2], int nranges)
{
	for (int i = 0; i < nranges; i++)
		if (c >= ranges[i][0] && c <= ranges[i][1])
			return true;
	return false;
}

/* Newline and tab are text; the C0 rest, DEL and C1 are not. */
static bool
is_control(pg_wchar c)
{
	return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c <= 0x9F);
}

static bool
is_space(pg_wchar c)
{
	return in_ranges(c, spaces, lengthof(spaces));
}

bool
ftf_is_invisible(uint32 c)
{
	return in_ranges(c, invisible, lengthof(invisible));
}

/*
 * What is wrong with the text's characters, as the end of a sentence that
 * names the place; NULL if nothing is.
 */
static const char *
bad_character(FtfStr text, int allow)
{
	const char *p = text.data;
	const char *end = text.data + text.len;
	int			position = 0;
	pg_wchar	c = 0;

	while (p < end)
	{
		c = utf8_to_unicode((const unsigned char *) p);
		p += pg_encoding_mblen(PG_UTF8, p);
		position++;

		if ((allow & FTF_ALLOW_CONTROL) == 0 && is_control(c))
			return psprintf("a control character (U+%04X) at position %d",
							c, position);
		if ((allow & FTF_ALLOW_INVISIBLE) == 0 && ftf_is_invisible(c))
			return psprintf("an invisible character (U+%04X) at position %d",
							c, position);
		if ((allow & FTF_ALLOW_SPACE) == 0 && position == 1 && is_space(c))
			return "leading white space";
	}
	if ((allow & FTF_ALLOW_SPACE) == 0 && position > 0 && is_space(c))
		return "trailing white space";
	return NULL;
}

bool
ftf_is_blank(FtfStr text)
{
	const char *p = text.data;
	const char *end = text.data + text.len;

	while (p < end)
	{
		pg_wchar	c = utf8_to_unicode((const unsigned char *) p);

		if (!is_space(c) && !ftf_is_invisible(c) && !is_control(c))
			return false;
		p += pg_encoding_mblen(PG_UTF8, p);
	}
	return true;
}

bool
ftf_is_key_name(FtfStr key)
{
	if (key.len < 1 || key.len > FTF_KEY_MAX_BYTES)
		return false;
	for (int i = 0; i < key.len; i++)
	{
		char		c = key.data[i];

		if (!(c >= 'A' && c <= 'Z') && c != '_' &&
			!(i > 0 && c >= '0' && c <= '9'))
			return false;
	}
	return true;
}

bool
ftf_key_begins_with(FtfStr key, FtfStr prefix)
{
	return key.len > prefix.len &&
		memcmp(key.data, prefix.data, prefix.len) == 0;
}

bool
ftf_key_has_prefix(FtfStr key, const FtfStr *prefixes, int nprefixes)
{
	for (int i = 0; i < nprefixes; i++)
	{
		if (ftf_key_begins_with(key, prefixes[i]))
			return true;
	}
	return false;
}

char *
ftf_prefix_list(const FtfStr *prefixes, int nprefixes)
{
	StringInfoData list;

	initStringInfo(&list);
	appendStringInfoChar(&list, '[');
	for (int i = 0; i < nprefixes; i++)
		appendStringInfo(&list, "%s\"%.*s\"", i > 0 ? ", " : "",
						 prefixes[i].len, prefixes[i].data);
	appendStringInfoChar(&list, ']');
	return list.data;
}

/* False, for callers to return. */
static bool
set_fault(FtfFault *fault, bool secret, const char *message,
		  const char *detail, const char *hint)
{
	fault->message = message;
	fault->detail = detail;
	fault->hint = hint;
	fault->secret = secret;
	return false;
}

bool
ftf_judge_key(FtfStr key, const FtfStr *prefixes, int nprefixes, FtfFault *fault)
{
	/* arguments that were swapped */
	bool		secret = ftf_secret_value(key) != NULL;

	if (!ftf_is_key_name(key))
		return set_fault(fault, secret,
						 psprintf("key \"%s\" is not a parameter's name", ftf_shown(key)),
						 psprintf("A key is 1 to %d capital letters, digits and underscores and does not start with a digit.",
								  FTF_KEY_MAX_BYTES),
						 NULL);
	if (!ftf_key_has_prefix(key, prefixes, nprefixes))
		return set_fault(fault, secret,
						 psprintf("key \"%s\" has no governed prefix", ftf_shown(key)),
						 psprintf("Governed prefixes are %s.", ftf_prefix_list(prefixes, nprefixes)),
						 "Infrastructure and scheduler settings stay out of the store; ftf_govern adds a prefix.");
	return true;
}

bool
ftf_judge_key_not_secret(FtfStr key, FtfFault *fault)
{
	const char *found = ftf_secret_key(key);

	if (found == NULL)
		return true;
	return set_fault(fault, true,
					 psprintf("key \"%s\" looks like a credential's", ftf_shown(key)),
					 psprintf("\"%s\" in a key stands for something secret, and the history keeps values for ever.",
							  found),
					 "Keep secrets in a secret store. If this is a false alarm, define the key with \"allow\": [\"secret\"] first.");
}

bool
ftf_judge_text(const char *where, FtfStr text, int max_bytes, int allow,
			   FtfFault *fault)
{
	const char *found;

	if (text.len > max_bytes)
		return set_fault(fault, false, psprintf("%s is too long", where),
						 psprintf("It has %d bytes; at most %d are admitted.",
								  text.len, max_bytes),
						 NULL);
	if ((found = bad_character(text, allow)) != NULL)
		return set_fault(fault, false, psprintf("%s has %s", where, found),
						 NULL, NULL);
	if ((allow & FTF_ALLOW_SECRET) == 0 &&
		(found = ftf_secret_value(text)) != NULL)
		return set_fault(fault, true,
						 psprintf("%s looks like a credential: %s", where, found),
						 "The history keeps what it is given for ever.",
						 "Keep secrets in a secret store. If a parameter's value is a false alarm, define its key with \"allow\": [\"secret\"] first.");
	return true;
}

bool
ftf_judge_value(FtfStr key, FtfStr value, int allow, FtfFault *fault)
{
	if ((allow & FTF_ALLOW_SECRET) == 0 && !ftf_judge_key_not_secret(key, fault))
		return false;
	if (key.len + 1 + (int64) value.len + 1 > FTF_ENTRY_MAX_BYTES)
		return set_fault(fault, false,
						 psprintf("value of \"%s\" is too long", ftf_shown(key)),
						 psprintf("Key and value have %lld bytes together; an environment string holds %d with \"=\" and its end.",
								  (long long) key.len + value.len,
								  FTF_ENTRY_MAX_BYTES),
						 NULL);
	return ftf_judge_text(psprintf("value of \"%s\"", ftf_shown(key)), value,
						  FTF_ENTRY_MAX_BYTES, allow, fault);
}

bool
ftf_judge_env_bytes(const char *what, int64 bytes, FtfFault *fault)
{
	if (bytes <= FTF_ENV_MAX_BYTES)
		return true;
	return set_fault(fault, false, psprintf("%s too large", what),
					 psprintf("Keys and values have %lld bytes together; at most %d are admitted.",
							  (long long) bytes, FTF_ENV_MAX_BYTES),
					 "Keep large data in files or tables of their own, and their names in parameters.");
}
