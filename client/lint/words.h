/*-------------------------------------------------------------------------
 *
 * words.h
 *	  Lists of words in one string, each with a space behind.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_LINT_WORDS_H
#define FTF_LINT_WORDS_H

/* Is the text one of the words?  NULL is a list of none. */
extern bool in_words(const char *start, size_t length, const char *words);

#endif							/* FTF_LINT_WORDS_H */
