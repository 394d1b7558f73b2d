/*-------------------------------------------------------------------------
 *
 * languages.h
 *	  The languages, as data: their strings and comments, and what reads,
 *	  assigns and defaults look like in them.
 *
 * A pattern is words separated by spaces, each the text of one token, but:
 *
 *	  $		an expression whose value is the variable's name
 *	  @		a name; in a read it is the variable's name itself
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_LINT_LANGUAGES_H
#define FTF_LINT_LANGUAGES_H

#include "use.h"

/* What a kind of string may hold. */
#define STRING_ESCAPES 1		/* backslash and a character */
#define STRING_LINES 2			/* line ends */
#define STRING_DOLLAR 4			/* ${code} */
#define STRING_HASH 8			/* #{code} */
#define STRING_BRACE 16			/* {code:format}; {{ is a brace */
#define STRING_OWN_LINE 32		/* ends with a line that is its delimiter */

typedef struct StringForm
{
	const char *open;
	const char *close;
	int			holds;
} StringForm;

/* What is particular about a language's lexemes. */
#define LEX_SLASH_REGEX 1		/* a slash may begin a regular expression */
#define LEX_NESTED_COMMENTS 2
#define LEX_PYTHON_PREFIXES 4	/* r"" f"" */
#define LEX_CPP_RAW 8			/* R"x()x", and 1'000 */
#define LEX_RUST 16				/* r#""#, 'a is no string */
#define LEX_RUBY 32				/* <<HEREDOC, %q(), =begin, __END__ */

typedef struct LintSyntax
{
	const char *line_comment;
	bool		block_comments; /* between slash-star and star-slash */
	int			particular;
	const StringForm *strings;	/* longest opening first; NULL ends them */
} LintSyntax;

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

/* All languages; NULL ends the list. */
extern const LintLanguage *const lint_languages[];

#endif							/* FTF_LINT_LANGUAGES_H */
