/*-------------------------------------------------------------------------
 *
 * languages.h
 *	  What a read looks like in a language: patterns of tokens, as data.
 *
 * A pattern is words separated by spaces, each the text of one token, but:
 *
 *	  $		an expression whose value is the variable's name
 *	  @		a name; in a read it is the variable's name itself
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_LINT_MATCH_H
#define FTF_LINT_MATCH_H

#include "lex.h"

/* What may follow the name and makes it another use. */
#define THEN_ARGUMENT 1			/* , DEFAULT */
#define THEN_ASSIGN 2			/* = VALUE */
#define THEN_CHAIN 4			/* .unwrap_or(DEFAULT) */
#define THEN_BLOCK 8			/* { DEFAULT } */
#define THEN_OR 16				/* one of the language's operators, DEFAULT */
#define THEN_MORE 32			/* further names: the same use */
#define THEN_ATTRIBUTE 64		/* default_value = DEFAULT beside it */

/* The names are in the string, and not the string. */
#define THEN_EXPAND 128			/* $NAME, ${NAME} */
#define THEN_PLACEHOLDER 256	/* ${NAME:DEFAULT} */

typedef struct LintPattern
{
	const char *tokens;			/* NULL ends a table */
	LintUseKind kind;
	int			then;
} LintPattern;

/* A name that stands for another: "@" is it. */
typedef struct LintAlias
{
	const char *tokens;			/* NULL ends a table */
	const char *word;			/* what patterns call it */
	const char *unless;			/* not if one of these characters follows */
} LintAlias;

typedef struct LintLanguage
{
	const char *name;			/* for tests and messages */
	const char *suffixes;		/* of file names, each with a space behind */
	const char *programs;		/* of a first line #!, likewise, or NULL */

	/* A language of tokens has these three ... */
	const LintSyntax *syntax;
	const LintPattern *patterns;
	const LintAlias *aliases;
	const char *or_operators;	/* likewise, for THEN_OR */
	/* Names that take a mapping of variables, as in env={"X": 1}. */
	const char *mappings;

	/* ... another one a reader of its own. */
	void		(*read) (LintSource *source);
} LintLanguage;

/* Notes the uses in source code of a language of tokens. */
extern void lint_match(LintSource *source, const LintLanguage *language);

/* The language of a file by its name, or NULL. */
extern const LintLanguage *lint_language_of_name(const char *path);

/* By the first line of a file, #!. */
extern const LintLanguage *lint_language_of_data(const char *data, size_t length);

/* All languages; NULL ends the list. */
extern const LintLanguage *const lint_languages[];

/* Readers of their own. */
extern void lint_read_shell(LintSource *source);
extern void lint_read_dockerfile(LintSource *source);
extern void lint_read_yaml(LintSource *source);
extern void lint_read_env_file(LintSource *source);

#endif							/* FTF_LINT_MATCH_H */
