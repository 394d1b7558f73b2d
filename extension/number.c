/*-------------------------------------------------------------------------
 *
 * number.c
 *	  Numbers as every consumer reads them.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "number.h"
#include "utils/fmgrprotos.h"

bool
ftf_is_number(FtfStr value, bool fraction)
{
	const char *p = value.data;
	const char *end = value.data + value.len;
	const char *digits;

	if (p < end && *p == '-')
		p++;
	digits = p;
	while (p < end && *p >= '0' && *p <= '9')
		p++;
	if (p == digits || (*digits == '0' && p - digits > 1))
		return false;
	if (fraction && p < end && *p == '.')
	{
		digits = ++p;
		while (p < end && *p >= '0' && *p <= '9')
			p++;
		if (p == digits)
			return false;
	}
	return p == end;
}

Numeric
ftf_number(FtfStr value)
{
	return DatumGetNumeric(DirectFunctionCall3(numeric_in,
											   CStringGetDatum(pnstrdup(value.data, value.len)),
											   ObjectIdGetDatum(InvalidOid),
											   Int32GetDatum(-1)));
}

char *
ftf_number_text(Numeric value)
{
	return DatumGetCString(DirectFunctionCall1(numeric_out,
											   NumericGetDatum(value)));
}
