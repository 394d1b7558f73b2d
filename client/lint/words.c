/*-------------------------------------------------------------------------
 *
 * words.c
 *	  Lists of words in one string, each with a space behind.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "words.h"

bool
in_words(const char *start, size_t length, const char *words)
{
	while (words != NULL && *words != '\0')
	{
		const char *space = strchr(words, ' ');

		if ((size_t) (space - words) == length && memcmp(words, start, length) == 0)
			return true;
		words = space + 1;
	}
	return false;
}
