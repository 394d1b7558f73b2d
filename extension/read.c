/*-------------------------------------------------------------------------
 *
 * read.c
 *	  Reading parameters: ftf_get, ftf_env, ftf_env_at, ftf_env_at_time,
 *	  ftf_require, ftf_head.
 *
 * All see what the calling statement sees.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "args.h"
#include "called.h"
#include "entry.h"
#include "env.h"
#include "history.h"
#include "missing.h"
#include "statement.h"
#include "store.h"
#include "str.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

PG_FUNCTION_INFO_V1(ftf_get);
PG_FUNCTION_INFO_V1(ftf_env);
PG_FUNCTION_INFO_V1(ftf_env_at_revision);
PG_FUNCTION_INFO_V1(ftf_env_at_time);
PG_FUNCTION_INFO_V1(ftf_require);
PG_FUNCTION_INFO_V1(ftf_head);
PG_FUNCTION_INFO_V1(ftf_entry_bytes);

static const FtfStore *
current_store(FunctionCallInfo fcinfo)
{
	ftf_remember_called(fcinfo);
	return ftf_store_read(ftf_caller_snapshot());
}

/* ftf_get(key text) returns text */
Datum
ftf_get(PG_FUNCTION_ARGS)
{
	const FtfStore *store = current_store(fcinfo);
	text	   *key = ftf_arg_required_text(fcinfo, 0, "key");
	FtfStr		value;

	if (!ftf_env_find(store->base_env, ftf_str(key), &value))
		ftf_refuse_missing(list_make1(key), store->base_env);
	PG_RETURN_TEXT_P(ftf_str_text(value));
}

/* ftf_env() returns jsonb */
Datum
ftf_env(PG_FUNCTION_ARGS)
{
	const FtfStore *store = current_store(fcinfo);

	/* a copy, since the cache does not outlive the next read */
	PG_RETURN_DATUM(PointerGetDatum(PG_DETOAST_DATUM_COPY(JsonbPGetDatum(store->base_env))));
}

/* ftf_env_at(revision bigint) returns jsonb */
Datum
ftf_env_at_revision(PG_FUNCTION_ARGS)
{
	ftf_remember_called(fcinfo);
	PG_RETURN_JSONB_P(ftf_history_env_at(ftf_arg_required_int64(fcinfo, 0, "revision"),
										 ftf_caller_snapshot()));
}

/* ftf_env_at_time(at timestamptz) returns jsonb */
Datum
ftf_env_at_time(PG_FUNCTION_ARGS)
{
	TimestampTz at = ftf_arg_required_time(fcinfo, 0, "at");
	int64		revision;

	ftf_remember_called(fcinfo);
	if (!ftf_history_revision_at(at, ftf_caller_snapshot(), &revision))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("there was no revision yet at %s",
						timestamptz_to_str(at)),
				 errhint("The history's first entry tells when the first was made.")));
	PG_RETURN_JSONB_P(ftf_history_env_at(revision, ftf_caller_snapshot()));
}

/* ftf_require(keys text[]) returns bigint */
Datum
ftf_require(PG_FUNCTION_ARGS)
{
	const FtfStore *store = current_store(fcinfo);

	ftf_refuse_missing(ftf_keys_missing(PG_ARGISNULL(0) ? NULL :
										PG_GETARG_ARRAYTYPE_P(0),
										store->base_env, "keys"),
					   store->base_env);
	PG_RETURN_INT64(store->revision);
}

/* ftf_head() returns text */
Datum
ftf_head(PG_FUNCTION_ARGS)
{
	FtfEntry	last;

	ftf_remember_called(fcinfo);
	if (!ftf_history_last(ftf_caller_snapshot(), &last))
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text(psprintf("%lld:%s",
											  (long long) last.entry_id,
											  ftf_hash_hex(&last.hash))));
}

/* ftf_entry_bytes(entry_id bigint) returns bytea */
Datum
ftf_entry_bytes(PG_FUNCTION_ARGS)
{
	int64		entry_id = ftf_arg_required_int64(fcinfo, 0, "entry_id");
	FtfEntry	entry;
	StringInfoData buf;

	ftf_remember_called(fcinfo);
	if (!ftf_history_entry(entry_id, ftf_caller_snapshot(), &entry))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("entry %lld does not exist", (long long) entry_id)));
	initStringInfo(&buf);
	ftf_entry_serialize(&entry, &buf);
	PG_RETURN_BYTEA_P(cstring_to_text_with_len(buf.data, buf.len));
}
