/*-------------------------------------------------------------------------
 *
 * quote.h
 *	  The lexer's regular expressions of JavaScript and Ruby, and Ruby's
 *	  heredocs and percent strings.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_LINT_QUOTE_H
#define FTF_LINT_QUOTE_H

#include "lexer.h"

/* True: one was read, or of a heredoc that it begins with the next line. */
extern bool lexer_slash_regex(Lexer *lexer);
extern bool lexer_ruby_string(Lexer *lexer);

/* At the start of that line: opens those that begin. */
extern void lexer_begin_heredocs(Lexer *lexer);

#endif							/* FTF_LINT_QUOTE_H */
