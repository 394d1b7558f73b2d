/*-------------------------------------------------------------------------
 *
 * day.c
 *	  Is a time that a person gave a whole day?
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <ctype.h>

#include "day.h"

/* What stands between the parts of a date. */
#define SEPARATORS " \t-/.,"

/* Months and days of the week by their first three letters. */
static const char *const names[] = {
	"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
	"mon", "tue", "wed", "thu", "fri", "sat", "sun",
};
static const char *const days[] = {"yesterday", "today", "tomorrow"};

static bool
is_part_of_date(const char *part, size_t length)
{
	if (strspn(part, "0123456789") >= length)
		return true;
	for (size_t i = 0; i < length; i++)
	{
		if (!isalpha((unsigned char) part[i]))
			return false;
	}
	for (size_t i = 0; i < lengthof(days); i++)
	{
		if (strlen(days[i]) == length && pg_strncasecmp(part, days[i], length) == 0)
			return true;
	}
	for (size_t i = 0; i < lengthof(names); i++)
	{
		if (length >= 3 && pg_strncasecmp(part, names[i], 3) == 0)
			return true;
	}
	return false;
}

bool
is_day(const char *time)
{
	bool		found = false;

	for (time += strspn(time, SEPARATORS); *time != '\0'; time += strspn(time, SEPARATORS))
	{
		size_t		length = strcspn(time, SEPARATORS);

		if (!is_part_of_date(time, length))
			return false;
		found = true;
		time += length;
	}
	return found;
}
