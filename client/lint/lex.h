/*-------------------------------------------------------------------------
 *
 * lex.h
 *	  Source code as tokens, for languages that are alike enough to share a
 *	  lexer: Python, C, C++, JavaScript, TypeScript, Go, Rust, Java, Ruby.
 *
 * It never fails: what no compiler would accept gives some tokens, and a
 * string that does not end is taken to end with its line, or with the file if
 * such strings may hold line ends.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_LINT_LEX_H
#define FTF_LINT_LEX_H

#include "tokens.h"

/* Reads the tokens' source, by their language's syntax, into items. */
extern void lint_lex(Tokens *tokens);

#endif							/* FTF_LINT_LEX_H */
