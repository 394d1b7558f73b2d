/*-------------------------------------------------------------------------
 *
 * verify.c
 *	  Verification, with its progress: on a connection of its own, so that the
 *	  person's other requests go on.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "database.h"
#include "jobs.h"
#include "responses.h"
#include "store/verify_progress.h"
#include "verify.h"

static const char verify_sql[] =
"SELECT json_build_object("
" 'findings', (SELECT coalesce(json_agg(v), '[]') FROM @extschema@.ftf_verify($1::text) v),"
" 'entries', (SELECT coalesce(max(entry_id), 0) FROM @extschema@.ftf_config_history),"
" 'runs', (SELECT count(*) FROM @extschema@.ftf_run))";

/* What the server says meanwhile. */
static void
receive_progress(void *arg, const PGresult *result)
{
	const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
	VerifyProgress progress;
	char		json[100];

	if (message == NULL || !verify_progress_parse(&progress, message) || progress.reading)
		return;
	snprintf(json, sizeof(json), "{\"done\": " INT64_FORMAT ", \"total\": " INT64_FORMAT "}",
			 progress.done, progress.total);
	stream_send(arg, "progress", json);
}

static bool
somebody_waits(void *arg)
{
	return stream_is_open(arg);
}

static void
send_failure(Stream *stream, const ErrorText *error)
{
	char	   *json = error_json(error);

	stream_send(stream, "failed", json);
	free(json);
}

static void
tell_failure(Stream *stream, const PGresult *result)
{
	ErrorText	error = error_of_result(result);

	if (error.message == NULL)
		error.message = "the connection to the database was lost";
	send_failure(stream, &error);
}

static void
verify(Store *store, Stream *stream, const char *anchor)
{
	PGresult   *result;

	/* an older ftf_config takes the setting, and tells nothing */
	expect_verification(store);
	PQsetNoticeReceiver(store->conn, receive_progress, stream);
	result = store_query_within(store, verify_sql, 1, &anchor, VERIFY_SECONDS, somebody_waits, stream);
	if (PQresultStatus(result) == PGRES_TUPLES_OK)
		stream_send(stream, "done", PQgetvalue(result, 0, 0));
	else
		tell_failure(stream, result);
	PQclear(result);
}

static void
run_verify(Job *job, Worker *worker)
{
	Store		store;
	StoreOpening opening;

	opening = open_another(&store, job->session);
	job_unclaim(job);
	if (opening == STORE_OPEN)
		verify(&store, job->stream, job->argument);
	else
	{
		ErrorText	error = {.message = "the database can't be reached"};

		send_failure(job->stream, &error);
	}
	store_close(&store);
	stream_end(job->stream);
}

void
answer_verify(Request *request)
{
	Stream	   *stream = stream_open(request);

	if (stream == NULL)
		return;
	if (!job_for_stream(request, stream, query_value(&request->target, "anchor"),
						run_verify))
	{
		ErrorText	error = error_of_load();

		send_failure(stream, &error);
		stream_end(stream);
	}
	stream_release(stream);
}
