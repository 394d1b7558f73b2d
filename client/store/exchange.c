/*-------------------------------------------------------------------------
 *
 * exchange.c
 *	  A statement sent, and its result, with all that surrounds it in one round
 *	  trip.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "exchange.h"
#include "lib/stringinfo.h"

#define EXTSCHEMA "@extschema@"

/*
 * Whatever changes what our texts mean or how results are written, and may be
 * set for a database or a role, or by PGOPTIONS.  The time zone is the user's.
 */
static const char pinned_sql[] =
"SELECT pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true),"
" pg_catalog.set_config('datestyle', 'ISO, YMD', true),"
" pg_catalog.set_config('intervalstyle', 'postgres', true),"
" pg_catalog.set_config('bytea_output', 'hex', true),"
" pg_catalog.set_config('extra_float_digits', '1', true),"
" pg_catalog.set_config('array_nulls', 'on', true),"
" pg_catalog.set_config('standard_conforming_strings', 'on', true),"
" pg_catalog.set_config('quote_all_identifiers', 'off', true),"
" pg_catalog.set_config('transform_null_equals', 'off', true)";

/* The statement with the schema's name in place. */
static void
append_sql(StringInfo buffer, const char *sql, const char *schema)
{
	const char *mark;

	while ((mark = strstr(sql, EXTSCHEMA)) != NULL)
	{
		appendBinaryStringInfo(buffer, sql, mark - sql);
		appendStringInfoString(buffer, schema);
		sql = mark + strlen(EXTSCHEMA);
	}
	appendStringInfoString(buffer, sql);
}

static char *
statement_text(const Store *store, const char *sql)
{
	StringInfoData buffer;

	initStringInfo(&buffer);
	append_sql(&buffer, sql, store->schema ? store->schema : "");
	return buffer.data;
}

static bool
send_one(PGconn *conn, const char *sql, int nparams, const char *const *params)
{
	return PQsendQueryParams(conn, sql, nparams, NULL, params, NULL, NULL, 0) != 0;
}

static bool
send_settings(Store *store)
{
	char	   *sql = psprintf("%s%s", pinned_sql, store->settings ? store->settings : "");
	bool		sent = send_one(store->conn, sql, 0, NULL);

	pg_free(sql);
	return sent;
}

/*
 * COMMIT comes after a sync of its own: after an error it rolls back, and says
 * nothing of it.
 */
static bool
send_alone(Exchange *exchange, Store *store, const char *sql, int nparams,
		   const char *const *params)
{
	exchange->wanted = 2;
	exchange->syncs = 2;
	return send_one(store->conn, store->begin ? store->begin : "BEGIN", 0, NULL) && send_settings(store) &&
		send_one(store->conn, sql, nparams, params) &&
		PQpipelineSync(store->conn) &&
		send_one(store->conn, "COMMIT", 0, NULL) && PQpipelineSync(store->conn);
}

bool
exchange_send(Exchange *exchange, Store *store, const char *sql, int nparams,
			  const char *const *params)
{
	char	   *statement = statement_text(store, sql);
	bool		begins = strncmp(sql, "BEGIN", 5) == 0;
	bool		sent = PQenterPipelineMode(store->conn) != 0;

	*exchange = (Exchange)
	{
		.syncs = 1
	};
	if (sent && !begins && PQtransactionStatus(store->conn) == PQTRANS_IDLE)
		sent = send_alone(exchange, store, statement, nparams, params);
	else if (sent)
		sent = send_one(store->conn, statement, nparams, params) &&
			(!begins || send_settings(store)) && PQpipelineSync(store->conn);
	pg_free(statement);
	return sent;
}

/* The first error is what counts; without one, what was asked for. */
static void
keep_result(Exchange *exchange, PGresult *result)
{
	bool		is_error = PQresultStatus(result) == PGRES_FATAL_ERROR;

	if (exchange->failed || (!is_error && exchange->wanted != 0))
	{
		PQclear(result);
		return;
	}
	PQclear(exchange->result);
	exchange->result = result;
	exchange->failed = is_error;
}

bool
exchange_take(Exchange *exchange, Store *store)
{
	PGresult   *result = PQgetResult(store->conn);

	switch (PQresultStatus(result))
	{
		case PGRES_PIPELINE_SYNC:
			exchange->syncs--;
			PQclear(result);
			break;
		case PGRES_PIPELINE_ABORTED:
			PQclear(result);
			break;
		default:
			if (result != NULL)
				keep_result(exchange, result);
			else if (exchange->paused || PQstatus(store->conn) == CONNECTION_BAD)
				return false;	/* nothing more will come */
			else
				exchange->wanted--;
	}
	exchange->paused = result == NULL;
	return exchange->syncs > 0;
}

PGresult *
exchange_end(Exchange *exchange, Store *store)
{
	PGresult   *result = exchange->result ? exchange->result :
		PQmakeEmptyPGresult(store->conn, PGRES_FATAL_ERROR);

	/* it tells nothing new where the connection is broken */
	PQexitPipelineMode(store->conn);
	return result;
}
