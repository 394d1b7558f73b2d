/*-------------------------------------------------------------------------
 *
 * args.h
 *	  Arguments that SQL callers pass, where null has its own error.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_ARGS_H
#define FTF_ARGS_H

#include "datatype/timestamp.h"
#include "fmgr.h"

/* NULL for SQL's null. */
extern text *ftf_arg_text(FunctionCallInfo fcinfo, int n);

/* Each raises UF005 for null; name is the argument's. */
extern text *ftf_arg_required_text(FunctionCallInfo fcinfo, int n,
								   const char *name);
extern int64 ftf_arg_required_int64(FunctionCallInfo fcinfo, int n,
									const char *name);
extern TimestampTz ftf_arg_required_time(FunctionCallInfo fcinfo, int n,
										 const char *name);

#endif							/* FTF_ARGS_H */
