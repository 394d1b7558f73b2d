/*-------------------------------------------------------------------------
 *
 * number.c
 *	  Numbers on the command line.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <ctype.h>

#include "fail.h"
#include "number.h"

int64
parse_number(const char *given, const char *what)
{
	char	   *end;
	int64		number;

	errno = 0;
	number = strtoll(given, &end, 10);
	if (errno == ERANGE)
		fail_usage("%s is too large: \"%s\"", what, given);
	if (errno != 0 || end == given || *end != '\0' || isspace((unsigned char) *given))
		fail_usage("%s is not a whole number: \"%s\"", what, given);
	return number;
}

const char *
checked_limit(const char *limit)
{
	if (limit != NULL && parse_number(limit, "-n") < 0)
		fail_usage("-n is negative: \"%s\"", limit);
	return limit;
}
