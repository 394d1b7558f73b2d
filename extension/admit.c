/*-------------------------------------------------------------------------
 *
 * admit.c
 *	  What is let in at the door: keys, values, reasons, operators, run ids.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "admit.h"
#include "errors.h"
#include "mb/pg_wchar.h"
#include "secret.h"
#include "utils/builtins.h"

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

static bool
is_invisible(pg_wchar c)
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
		p += pg_mblen(p);
		position++;

		if ((allow & FTF_ALLOW_CONTROL) == 0 && is_control(c))
			return psprintf("a control character (U+%04X) at position %d",
							c, position);
		if ((allow & FTF_ALLOW_INVISIBLE) == 0 && is_invisible(c))
			return psprintf("an invisible character (U+%04X) at position %d",
							c, position);
		if ((allow & FTF_ALLOW_SPACE) == 0 && position == 1 && is_space(c))
			return "leading white space";
	}
	if ((allow & FTF_ALLOW_SPACE) == 0 && position > 0 && is_space(c))
		return "trailing white space";
	return NULL;
}

static bool
is_blank(FtfStr text)
{
	const char *p = text.data;
	const char *end = text.data + text.len;

	while (p < end)
	{
		pg_wchar	c = utf8_to_unicode((const unsigned char *) p);

		if (!is_space(c) && !is_invisible(c) && !is_control(c))
			return false;
		p += pg_mblen(p);
	}
	return true;
}

void
ftf_admit_key_not_secret(FtfStr key)
{
	const char *found = ftf_secret_key(key);

	if (found != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_FTF_NOT_ADMITTED),
				 errmsg("key \"%s\" looks like a credential's", ftf_shown(key)),
				 errdetail("\"%s\" in a key stands for something secret, and the history keeps values for ever.",
						   found),
				 errhint("Keep secrets in a secret store. If this is a false alarm, define the key with \"allow\": [\"secret\"] first."),
				 errhidestmt(true), errhidecontext(true)));
}

/* Statement and context are kept out of the log, since they hold the secret. */
static void
refuse_secret(const char *where, const char *what)
{
	ereport(ERROR,
			(errcode(ERRCODE_FTF_NOT_ADMITTED),
			 errmsg("%s looks like a credential: %s", where, what),
			 errdetail("The history keeps what it is given for ever."),
			 errhint("Keep secrets in a secret store. If a parameter's value is a false alarm, define its key with \"allow\": [\"secret\"] first."),
			 errhidestmt(true), errhidecontext(true)));
}

static void
admit_text(const char *where, FtfStr text, int max_bytes, int allow)
{
	const char *found;

	if (text.len > max_bytes)
		ereport(ERROR,
				(errcode(ERRCODE_FTF_NOT_ADMITTED),
				 errmsg("%s is too long", where),
				 errdetail("It has %d bytes; at most %d are admitted.",
						   text.len, max_bytes)));
	if ((found = bad_character(text, allow)) != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_FTF_NOT_ADMITTED),
				 errmsg("%s has %s", where, found)));
	if ((allow & FTF_ALLOW_SECRET) == 0 &&
		(found = ftf_secret_value(text)) != NULL)
		refuse_secret(where, found);
}

/* A name stands within lines that people read: it has one line itself. */
static void
admit_name(const char *where, FtfStr name)
{
	admit_text(where, name, FTF_NAME_MAX_BYTES, 0);
	if (memchr(name.data, '\n', name.len) != NULL ||
		memchr(name.data, '\t', name.len) != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_FTF_NOT_ADMITTED),
				 errmsg("%s has a newline or tab", where)));
}

void
ftf_admit_value(FtfStr key, FtfStr value, int allow)
{
	if ((allow & FTF_ALLOW_SECRET) == 0)
		ftf_admit_key_not_secret(key);
	if (key.len + 1 + (int64) value.len + 1 > FTF_ENTRY_MAX_BYTES)
		ereport(ERROR,
				(errcode(ERRCODE_FTF_NOT_ADMITTED),
				 errmsg("value of \"%s\" is too long", ftf_shown(key)),
				 errdetail("Key and value have %lld bytes together; an environment string holds %d with \"=\" and its end.",
						   (long long) key.len + value.len,
						   FTF_ENTRY_MAX_BYTES)));
	admit_text(psprintf("value of \"%s\"", ftf_shown(key)), value,
			   FTF_ENTRY_MAX_BYTES, allow);
}

void
ftf_admit_reason(text *reason)
{
	if (reason == NULL || is_blank(ftf_str(reason)))
		ereport(ERROR,
				(errcode(ERRCODE_FTF_UNATTRIBUTED),
				 errmsg("a reason is missing"),
				 errhint("Say why, in words that someone else will understand in a year.")));
	admit_text("the reason", ftf_str(reason), FTF_REASON_MAX_BYTES,
			   FTF_ALLOW_SPACE);
}

void
ftf_admit_operator(text *person)
{
	if (person == NULL || is_blank(ftf_str(person)))
		ereport(ERROR,
				(errcode(ERRCODE_FTF_UNATTRIBUTED),
				 errmsg("an operator is missing"),
				 errhint("Name the person whom the change is to be attributed to.")));
	admit_name("the operator", ftf_str(person));
}

void
ftf_admit_run_id(text *run_id)
{
	if (run_id == NULL || is_blank(ftf_str(run_id)))
		ereport(ERROR,
				(errcode(ERRCODE_FTF_NOT_ADMITTED),
				 errmsg("a run_id is missing"),
				 errhint("Give the run a name of its own; a retry of the same run uses the same name.")));
	admit_name("the run_id", ftf_str(run_id));
}

void
ftf_admit_note(FtfStr key, const char *field, FtfStr note)
{
	admit_text(psprintf("%s of \"%s\"", field, ftf_shown(key)), note,
			   FTF_REASON_MAX_BYTES, FTF_ALLOW_SPACE);
}
