/*-------------------------------------------------------------------------
 *
 * spelling.c
 *	  Which word was probably meant.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "spelling.h"

/* No word of ours is longer. */
#define MAX_WORD 32

/* How many edits away a spelling still is near. */
static int
near_distance(int length)
{
	return Min(3, 1 + length / 4);
}

/* Edits that make one of the other: a letter more, less, another, or two swapped. */
static int
count_edits(const char *a, int length_a, const char *b, int length_b)
{
	int			edits[MAX_WORD + 1][MAX_WORD + 1];

	for (int i = 0; i <= length_a; i++)
	{
		for (int j = 0; j <= length_b; j++)
		{
			int			least;

			if (i == 0 || j == 0)
			{
				edits[i][j] = i + j;
				continue;
			}
			least = edits[i - 1][j - 1] +
				(pg_tolower((unsigned char) a[i - 1]) != b[j - 1]);
			least = Min(least, 1 + Min(edits[i - 1][j], edits[i][j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				least = Min(least, 1 + edits[i - 2][j - 2]);
			edits[i][j] = least;
		}
	}
	return edits[length_a][length_b];
}

void
spelling_begin(Spelling *spelling, const char *given)
{
	spelling->given = given;
	spelling->nearest = NULL;
	spelling->distance = near_distance(strnlen(given, MAX_WORD + 1)) + 1;
}

/* What was cut off at its end, as "int", is near as well. */
void
spelling_offer(Spelling *spelling, const char *word)
{
	size_t		given = strlen(spelling->given);
	size_t		length = strlen(word);
	int			distance;

	if (given > MAX_WORD || length > MAX_WORD)
		return;
	if (given >= 3 && strncmp(spelling->given, word, given) == 0)
		distance = 1;
	else
		distance = count_edits(spelling->given, given, word, length);
	if (distance < spelling->distance && distance < (int) Max(given, length))
	{
		spelling->distance = distance;
		spelling->nearest = word;
	}
}

bool
spelling_is_word(Spelling *spelling, const char *words, char separator)
{
	const char	separators[] = {separator, '\0'};
	char	   *copy = pg_strdup(words);	/* nearest points into it */

	for (char *word = strtok(copy, separators); word != NULL;
		 word = strtok(NULL, separators))
	{
		if (strcmp(word, spelling->given) == 0)
			return true;
		spelling_offer(spelling, word);
	}
	return false;
}
