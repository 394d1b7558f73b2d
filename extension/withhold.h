/*-------------------------------------------------------------------------
 *
 * withhold.h
 *	  Keeping a refused call that holds a secret out of the server's log.
 *
 * The server logs a statement with the error that ends it.  A value that looks
 * like a credential must not get there, whatever a call that was to store it is
 * refused for.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_WITHHOLD_H
#define FTF_WITHHOLD_H

#include "fmgr.h"
#include "utils/jsonb.h"

typedef Datum (*FtfCall) (FunctionCallInfo fcinfo, Jsonb *json);

/*
 * Does the call.  If a text among its arguments, or a key or string in json
 * (which may be NULL), looks like a credential or names one, no error or notice
 * is logged with its statement or context.
 */
extern Datum ftf_call_withheld(FunctionCallInfo fcinfo, Jsonb *json,
							   FtfCall call);

/* For the callback of an error's context: log this error alone. */
extern void ftf_withhold_statement(void);

#endif							/* FTF_WITHHOLD_H */
