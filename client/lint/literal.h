/*-------------------------------------------------------------------------
 *
 * literal.h
 *	  The lexer's strings: what may be put into them, how they end, and the
 *	  forms that only Python, C++ and Rust have.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_LINT_LITERAL_H
#define FTF_LINT_LITERAL_H

#include "lexer.h"

/* Opens a string, its content beginning here. */
extern void lexer_open_string(Lexer *lexer, const char *close, uint32 close_length,
							  int holds);

/* Reads the innermost open string to its end, or to code put into it. */
extern void lexer_continue_string(Lexer *lexer);

/*
 * At a bracket in code that is put into a string.  True: the code ended, and
 * the bracket is read.
 */
extern bool lexer_code_ends(Lexer *lexer);

/* The line ends: so do strings that may not hold line ends. */
extern void lexer_end_line(Lexer *lexer);

/* r"" and R"()" behind a name, '' in Rust.  True: one was read, or opened. */
extern bool lexer_prefixed_string(Lexer *lexer, size_t name_start);
extern bool lexer_rust_quote(Lexer *lexer);

#endif							/* FTF_LINT_LITERAL_H */
