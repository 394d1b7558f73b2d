/*-------------------------------------------------------------------------
 *
 * check.h
 *	  What must hold whatever the input is: a fuzz target ends where it does
 *	  not, by which the fuzzer finds it.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CHECK_H
#define FTF_CHECK_H

static inline void
check(bool holds, const char *what)
{
	if (!holds)
	{
		fprintf(stderr, "does not hold: %s\n", what);
		abort();
	}
}

#endif							/* FTF_CHECK_H */
