/*-------------------------------------------------------------------------
 *
 * args.c
 *	  Arguments that SQL callers pass, where null has its own error.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "args.h"
#include "errors.h"
#include "utils/timestamp.h"

text *
ftf_arg_text(FunctionCallInfo fcinfo, int n)
{
	return PG_ARGISNULL(n) ? NULL : PG_GETARG_TEXT_PP(n);
}

static void
refuse_null(FunctionCallInfo fcinfo, int n, const char *name)
{
	if (PG_ARGISNULL(n))
		ereport(ERROR,
				(errcode(ERRCODE_FTF_NOT_ADMITTED),
				 errmsg("%s is null", name)));
}

text *
ftf_arg_required_text(FunctionCallInfo fcinfo, int n, const char *name)
{
	refuse_null(fcinfo, n, name);
	return PG_GETARG_TEXT_PP(n);
}

int64
ftf_arg_required_int64(FunctionCallInfo fcinfo, int n, const char *name)
{
	refuse_null(fcinfo, n, name);
	return PG_GETARG_INT64(n);
}

TimestampTz
ftf_arg_required_time(FunctionCallInfo fcinfo, int n, const char *name)
{
	refuse_null(fcinfo, n, name);
	return PG_GETARG_TIMESTAMPTZ(n);
}
