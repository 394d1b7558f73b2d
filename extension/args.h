/*-------------------------------------------------------------------------
 *
 * args.h
 *	  Arguments that SQL callers pass, where null has its own error.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_ARGS_H
#define FTF_ARGS_H

#include "admit.h"
#include "errors.h"
#include "fmgr.h"

/* NULL for SQL's null. */
static inline text *
ftf_arg_text(FunctionCallInfo fcinfo, int n)
{
	return PG_ARGISNULL(n) ? NULL : PG_GETARG_TEXT_PP(n);
}

/* Raises UF005 for null; name is the argument's. */
static inline text *
ftf_arg_required_text(FunctionCallInfo fcinfo, int n, const char *name)
{
	if (PG_ARGISNULL(n))
		ereport(ERROR,
				(errcode(ERRCODE_FTF_NOT_ADMITTED),
				 errmsg("%s is null", name)));
	return PG_GETARG_TEXT_PP(n);
}

/* The same for bigint. */
static inline int64
ftf_arg_required_int64(FunctionCallInfo fcinfo, int n, const char *name)
{
	if (PG_ARGISNULL(n))
		ereport(ERROR,
				(errcode(ERRCODE_FTF_NOT_ADMITTED),
				 errmsg("%s is null", name)));
	return PG_GETARG_INT64(n);
}

#endif							/* FTF_ARGS_H */
