/*-------------------------------------------------------------------------
 *
 * spelling.h
 *	  Which word was probably meant.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CLI_SPELLING_H
#define FTF_CLI_SPELLING_H

/* A search: the words are offered one by one, nearest is NULL or the answer. */
typedef struct Spelling
{
	const char *given;
	const char *nearest;
	int			distance;		/* what the next one must be below */
} Spelling;

extern void spelling_begin(Spelling *spelling, const char *given);
extern void spelling_offer(Spelling *spelling, const char *word);

/* Is it one of the words, which separators stand between?  If not, the nearest
 * of them is offered. */
extern bool spelling_is_word(Spelling *spelling, const char *words,
							 char separator);

#endif							/* FTF_CLI_SPELLING_H */
