/*-------------------------------------------------------------------------
 *
 * use.h
 *	  What source code does with governed variables: the uses that the
 *	  languages' readers find, one list for all files.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_LINT_USE_H
#define FTF_LINT_USE_H

#include "rules/bytes.h"

/* From weak to strong: of several uses at one place the strongest counts. */
typedef enum LintUseKind
{
	USE_MENTION,				/* named, perhaps read elsewhere */
	USE_DYNAMIC,				/* a name put together at run time */
	USE_READ,
	USE_ASSIGNED,
	USE_DEFAULT,				/* read with a default */
	USE_BAD_IGNORE				/* "ftf: ignore" without a reason */
} LintUseKind;

typedef struct LintUse
{
	LintUseKind kind;
	bool		ignored;		/* "ftf: ignore REASON" stands on its line */
	char	   *key;			/* of a dynamic name: how it begins */
	const char *path;			/* shared by the uses of a file */
	size_t		offset;
	int			line;			/* from 1 */
	int			column;			/* from 1, in characters */
} LintUse;

typedef struct LintUses
{
	LintUse    *items;
	int			count;
	int			room;
} LintUses;

/* Governed prefixes: what begins with one of them is ours. */
typedef struct LintPrefixes
{
	FtfStr	   *items;
	int			count;
} LintPrefixes;

/* Where a comment says "ftf: ignore". */
typedef struct LintMark
{
	size_t		offset;
	bool		has_reason;
} LintMark;

/* A file that is being read.  A NUL byte follows its data. */
typedef struct LintSource
{
	const char *path;
	const char *data;
	size_t		length;
	const LintPrefixes *prefixes;
	LintUses   *uses;
	int			first_use;		/* of this file */
	LintMark   *marks;
	int			mark_count;
} LintSource;

extern void lint_source_begin(LintSource *source, const LintPrefixes *prefixes,
							  LintUses *uses);

/* Gives each use of the file its line and column, and frees the marks. */
extern void lint_source_end(LintSource *source);

/* Does any governed name stand in the data at all? */
extern bool lint_source_matters(const LintSource *source);

/* Does the text from start to end begin with a governed prefix, and go on? */
extern bool lint_governed(const LintSource *source, size_t start, size_t end);

/* May a governed name begin so?  A prefix alone may. */
extern bool lint_begins_governed(const LintSource *source, size_t start, size_t end);

/* Where the name that begins at start ends: letters, digits, underscores. */
extern size_t lint_name_end(const LintSource *source, size_t start, size_t end);

/*
 * A use of the name from start to end.  It is ignored if it is not governed, or
 * if no governed name begins so where it is only the beginning (USE_DYNAMIC).
 */
extern void lint_note(LintSource *source, LintUseKind kind, size_t start, size_t end);

/* A use of that name at another place. */
extern void lint_note_at(LintSource *source, LintUseKind kind, size_t start,
						 size_t end, size_t place);

/* A use of a name that stands nowhere in one piece. */
extern void lint_note_name(LintSource *source, LintUseKind kind, FtfStr name,
						   size_t place);

/* A comment from start to end, which may say "ftf: ignore REASON". */
extern void lint_comment(LintSource *source, size_t start, size_t end);

extern void lint_uses_free(LintUses *uses);

#endif							/* FTF_LINT_USE_H */
