/*-------------------------------------------------------------------------
 *
 * parameters.c
 *	  Changing parameters: ftf_set, ftf_unset, ftf_apply.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "args.h"
#include "asked.h"
#include "change.h"
#include "env.h"
#include "errors.h"
#include "rules/judge.h"
#include "rules/secret.h"
#include "str.h"
#include "withhold.h"

PG_FUNCTION_INFO_V1(ftf_set);
PG_FUNCTION_INFO_V1(ftf_unset);
PG_FUNCTION_INFO_V1(ftf_apply);
PG_FUNCTION_INFO_V1(ftf_apply_text);

/* Arguments 0 .. are the caller's own; reason and if_revision stand at n. */
static Datum
change_as_asked(FunctionCallInfo fcinfo, const char *function, Jsonb *changes,
				int n)
{
	FtfChange  *change = ftf_change_begin(fcinfo, function,
										  ftf_arg_text(fcinfo, n));
	int64		if_revision = PG_ARGISNULL(n + 1) ? 0 : PG_GETARG_INT64(n + 1);
	FtfAsked	asked = {.changes = changes,.keys_removed = true};

	if (!PG_ARGISNULL(n + 1))
		asked.if_revision = &if_revision;
	ftf_asked_check(change, &asked);
	ftf_asked_confirm(change, &asked, ftf_change_lock(change));
	PG_RETURN_INT64(ftf_asked_make(change, &asked));
}

static Datum
set(FunctionCallInfo fcinfo, Jsonb *none)
{
	text	   *key = ftf_arg_required_text(fcinfo, 0, "key");
	text	   *value = ftf_arg_text(fcinfo, 1);
	FtfEnvBuilder changes;

	if (value == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_FTF_NOT_ADMITTED),
				 errmsg("value of \"%s\" is null", ftf_shown(ftf_str(key))),
				 errhint("Values are strings; ftf_unset removes a parameter.")));
	ftf_env_build(&changes);
	ftf_env_add(&changes, ftf_str(key), ftf_str(value));
	return change_as_asked(fcinfo, "ftf_set()", ftf_env_built(&changes), 2);
}

/*
 * ftf_set(key text, value text, reason text, if_revision bigint) returns bigint
 */
Datum
ftf_set(PG_FUNCTION_ARGS)
{
	return ftf_call_withheld(fcinfo, NULL, set);
}

static Datum
unset(FunctionCallInfo fcinfo, Jsonb *none)
{
	text	   *key = ftf_arg_required_text(fcinfo, 0, "key");
	FtfEnvBuilder changes;

	ftf_env_build(&changes);
	ftf_env_add_null(&changes, ftf_str(key));
	return change_as_asked(fcinfo, "ftf_unset()", ftf_env_built(&changes), 1);
}

/*
 * ftf_unset(key text, reason text, if_revision bigint) returns bigint
 */
Datum
ftf_unset(PG_FUNCTION_ARGS)
{
	return ftf_call_withheld(fcinfo, NULL, unset);
}

static Datum
apply(FunctionCallInfo fcinfo, Jsonb *changes)
{
	if (changes == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_FTF_NOT_ADMITTED),
				 errmsg("changes is null"),
				 errhint("Give keys and values, as in {\"CVN_ATR_PERIOD\": \"21\"}.")));
	ftf_env_check_shape(changes, true, "changes");
	return change_as_asked(fcinfo, "ftf_apply()", changes, 1);
}

/*
 * ftf_apply(changes jsonb, reason text, if_revision bigint) returns bigint
 */
Datum
ftf_apply(PG_FUNCTION_ARGS)
{
	return ftf_call_withheld(fcinfo, PG_ARGISNULL(0) ? NULL :
							 PG_GETARG_JSONB_P(0), apply);
}

/*
 * ftf_apply(changes text, reason text, if_revision bigint) returns bigint
 *
 * With json, which is text, as well.
 */
Datum
ftf_apply_text(PG_FUNCTION_ARGS)
{
	return ftf_call_withheld(fcinfo, PG_ARGISNULL(0) ? NULL :
							 ftf_json_without_duplicates(PG_GETARG_TEXT_PP(0),
														 "changes",
														 FTF_ENV_MAX_BYTES),
							 apply);
}
