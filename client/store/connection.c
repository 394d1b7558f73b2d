/*-------------------------------------------------------------------------
 *
 * connection.c
 *	  The one connection of a command, and statements that must work.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "cli/connect_options.h"
#include "cli/fail.h"
#include "cli/hint.h"
#include "cli/output.h"
#include "cli/progress_bar.h"
#include "cli/shown.h"
#include "common/logging.h"
#include "connection.h"
#include "fe_utils/cancel.h"
#include "refusal.h"

#define UNDEFINED_FUNCTION "42883"

/* How a message about a malformed definition begins. */
#define DEFINITION_OF "definition of "

static Store store;
static NoticeFilter notice_filter;

void
fail_query(Store *failed, const PGresult *result)
{
	const char *sqlstate = PQresultErrorField(result, PG_DIAG_SQLSTATE);
	Refusal		refusal = {
		exit_code_of_sqlstate(sqlstate),
		PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY),
		PQresultErrorField(result, PG_DIAG_MESSAGE_DETAIL),
		PQresultErrorField(result, PG_DIAG_MESSAGE_HINT)
	};

	/* A broken connection has a message of libpq's own, and no fields. */
	if (refusal.message == NULL)
	{
		refusal.message = PQresultErrorMessage(result);
		if (PQstatus(failed->conn) == CONNECTION_BAD)
			refusal.code = EXIT_NO_CONNECTION;
	}
	progress_bar_end();
	if (sqlstate != NULL && strcmp(sqlstate, UNDEFINED_FUNCTION) == 0)
		refusal.hint = "This ftf is newer than the extension in this database. As a superuser: ALTER EXTENSION ftf_config UPDATE;";
	if (refusal.detail != NULL && strncmp(refusal.message, DEFINITION_OF, strlen(DEFINITION_OF)) == 0)
		refusal.detail = definition_for_people(refusal.detail);
	if (refusal.hint != NULL && output_format != FORMAT_JSON)
		refusal.hint = hint_for_people(refusal.hint);
	refusal_explain(&refusal, failed, result);
	fail_with_detail(refusal.code, refusal.detail, refusal.hint, "%s", refusal.message);
}

void
set_notice_filter(NoticeFilter filter)
{
	notice_filter = filter;
}

/* NOTICEs and WARNINGs of the server go where ours go. */
static void
receive_notice(void *arg, const PGresult *result)
{
	const char *severity = PQresultErrorField(result, PG_DIAG_SEVERITY_NONLOCALIZED);
	const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
	const char *detail = PQresultErrorField(result, PG_DIAG_MESSAGE_DETAIL);

	if (message == NULL || (notice_filter != NULL && notice_filter(message)))
		return;
	if (severity != NULL && strcmp(severity, "WARNING") == 0)
		pg_log_warning("%s", shown_message(message));
	else
		pg_log_info("%s", shown_message(message));
	if (detail != NULL)
		pg_log_info_detail("%s", shown_message(detail));
}

/* Whatever ends the process, the server is told. */
static bool
open_store(void)
{
	static bool registered;

	if (!registered && atexit(disconnect_store) == 0)
		registered = true;
	return store_open(&store, &connect_options);
}

/* What every connection gets once it stands. */
static void
prepare_connection(void)
{
	PQsetNoticeReceiver(store.conn, receive_notice, NULL);
	setup_cancel_handler(NULL);
	SetCancelConn(store.conn);
}

static void
pg_attribute_noreturn()
fail_connection(void)
{
	fail(EXIT_NO_CONNECTION, refusal_of_connection(&connect_options), "%s",
		 PQerrorMessage(store.conn));
}

Store *
connect_database(void)
{
	if (store.conn != NULL)
		return &store;
	if (!open_store())
		fail_connection();
	prepare_connection();
	return &store;
}

bool
connect_if_answered(void)
{
	if (store.conn != NULL)
		return true;
	if (open_store())
	{
		prepare_connection();
		return true;
	}
	if (store_answers(&connect_options))
		fail_connection();
	pg_log_warning("%s", shown_message(PQerrorMessage(store.conn)));
	disconnect_store();
	return false;
}

Store *
connect_store(void)
{
	connect_database();
	if (store.schema == NULL)
		fail(EXIT_OTHER,
			 "Connect to the database that has it (-d, PGDATABASE), or run CREATE EXTENSION ftf_config there.",
			 "extension \"ftf_config\" is not installed in database \"%s\"",
			 PQdb(store.conn));
	return &store;
}

void
disconnect_store(void)
{
	if (store.conn == NULL)
		return;
	ResetCancelConn();
	/* a pooler would end the session of the server, which it could hand on */
	if (store.pooled && PQtransactionStatus(store.conn) != PQTRANS_IDLE &&
		PQtransactionStatus(store.conn) != PQTRANS_ACTIVE)
		PQclear(store_query(&store, "ROLLBACK", 0, NULL));
	store_close(&store);
}

PGresult *
must_query(const char *sql, int nparams, const char *const *params)
{
	Store	   *connected = connect_store();
	PGresult   *result = store_query(connected, sql, nparams, params);

	switch (PQresultStatus(result))
	{
		case PGRES_TUPLES_OK:
		case PGRES_COMMAND_OK:
			return result;
		default:
			fail_query(connected, result);
	}
}

char *
must_query_value(const char *sql, int nparams, const char *const *params)
{
	PGresult   *result = must_query(sql, nparams, params);
	char	   *value = NULL;

	if (PQntuples(result) == 1 && !PQgetisnull(result, 0, 0))
		value = pg_strdup(PQgetvalue(result, 0, 0));
	PQclear(result);
	return value;
}

void
must_begin(void)
{
	PQclear(must_query("BEGIN", 0, NULL));
}

void
must_begin_reading(void)
{
	PQclear(must_query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", 0, NULL));
}

void
must_commit(void)
{
	PQclear(must_query("COMMIT", 0, NULL));
}
