/*-------------------------------------------------------------------------
 *
 * pattern_client.c
 *	  Regular expressions: the client's side of pattern.h.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <locale.h>
#include <regex.h>

#include "common/logging.h"
#include "pattern.h"

static void
compile(regex_t *compiled, const char *pattern)
{
	int			flags = REG_EXTENDED | REG_NOSUB;

	if (strncmp(pattern, FTF_ANY_CASE, strlen(FTF_ANY_CASE)) == 0)
	{
		pattern += strlen(FTF_ANY_CASE);
		flags |= REG_ICASE;
	}
	if (regcomp(compiled, pattern, flags) != 0)
		pg_fatal("could not compile the pattern \"%s\"", pattern);
}

/* Bytes, as in the C locale, whatever the user's is. */
bool
ftf_pattern_found(FtfStr text, const char *pattern)
{
	locale_t	plain = newlocale(LC_ALL_MASK, "C", (locale_t) 0);
	locale_t	before = uselocale(plain);
	char	   *ended = pnstrdup(text.data, text.len);
	regex_t		compiled;
	bool		found;

	compile(&compiled, pattern);
	found = regexec(&compiled, ended, 0, NULL, 0) == 0;
	regfree(&compiled);
	pg_free(ended);
	uselocale(before);
	freelocale(plain);
	return found;
}
