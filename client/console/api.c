/*-------------------------------------------------------------------------
 *
 * api.c
 *	  Running the statement of a route, and what its result means in HTTP.
 *
 * A read that finds its connection broken, as after a restart of the server,
 * is tried once more.  A write is not: nobody knows whether it was committed.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "api.h"
#include "database.h"
#include "log.h"
#include "responses.h"
#include "settings.h"

typedef struct Statement
{
	Request    *request;
	Store	   *store;
	char		server[300];
	const char *params[MAX_PARAMETERS];
	int			nparams;
} Statement;

static void
bind_parameters(Statement *statement)
{
	Request    *request = statement->request;

	for (const Parameter *parameter = request->route->parameters;
		 parameter->source != PARAMETER_NONE; parameter++)
	{
		const char *value = NULL;

		switch (parameter->source)
		{
			case PARAMETER_PATH:
				value = path_variable(request->route, &request->target);
				break;
			case PARAMETER_QUERY:
				value = query_value(&request->target, parameter->name);
				break;
			case PARAMETER_BODY:
				value = request->body;
				break;
			case PARAMETER_PERSON:
				value = request->person;
				break;
			case PARAMETER_SERVER:
				server_name(statement->store, statement->server, sizeof(statement->server));
				value = statement->server;
				break;
			case PARAMETER_NONE:
				break;
		}
		statement->params[statement->nparams++] = value;
	}
}

static PGresult *
query(Store *store, const char *sql, int nparams, const char *const *params)
{
	return store_query_within(store, sql, nparams, params, STATEMENT_SECONDS, NULL, NULL);
}

static bool
succeeded(const PGresult *result)
{
	return PQresultStatus(result) == PGRES_TUPLES_OK ||
		PQresultStatus(result) == PGRES_COMMAND_OK;
}

/* A statement that returns nothing of interest; NULL, or its error. */
static PGresult *
run_plain(Store *store, const char *sql, int nparams, const char *const *params)
{
	PGresult   *result = query(store, sql, nparams, params);

	if (!succeeded(result))
		return result;
	PQclear(result);
	return NULL;
}

static PGresult *
begin(Statement *statement)
{
	const char *person = statement->request->person;
	bool		is_read = statement->request->route->method == METHOD_GET;
	PGresult   *error = run_plain(statement->store,
								  is_read ? BEGIN " READ ONLY" : BEGIN, 0, NULL);

	if (error == NULL && person != NULL)
		error = run_plain(statement->store, "SELECT @extschema@.ftf_act_as($1::text)", 1, &person);
	return error;
}

/*
 * What a route's check says against it, as the error's JSON; NULL if nothing.
 * Otherwise *failed is the check's own failure, if it failed.
 */
static char *
objection(Statement *statement, PGresult **failed)
{
	PGresult   *result = query(statement->store, statement->request->route->check,
							   statement->nparams, statement->params);
	char	   *json = NULL;

	*failed = NULL;
	if (!succeeded(result))
	{
		*failed = result;
		return NULL;
	}
	if (PQntuples(result) == 1 && !PQgetisnull(result, 0, 0))
		json = pg_strdup(PQgetvalue(result, 0, 0));
	PQclear(result);
	return json;
}

static void
roll_back(Store *store)
{
	if (PQtransactionStatus(store->conn) != PQTRANS_IDLE &&
		!connection_is_lost(store))
		PQclear(query(store, "ROLLBACK", 0, NULL));
}

/* The result of the route's statement, with a transaction around it if due. */
static PGresult *
run_in_transaction(Statement *statement, char **objected)
{
	const Route *route = statement->request->route;
	PGresult   *error = begin(statement);
	PGresult   *result;

	if (error != NULL)
		return error;
	result = query(statement->store, route->sql, statement->nparams, statement->params);
	if (!succeeded(result))
		return result;
	if (route->check != NULL)
	{
		*objected = objection(statement, &error);
		if (*objected != NULL)
			return result;
	}
	if (error == NULL)
		error = run_plain(statement->store, "COMMIT", 0, NULL);
	if (error == NULL)
		return result;
	PQclear(result);
	return error;
}

static PGresult *
run_statement(Statement *statement, char **objected)
{
	const Route *route = statement->request->route;
	bool		is_alone = route->method == METHOD_GET && statement->request->person == NULL;
	PGresult   *result;

	statement->nparams = 0;
	bind_parameters(statement);
	if (is_alone)
		result = query(statement->store, route->sql, statement->nparams, statement->params);
	else
		result = run_in_transaction(statement, objected);
	roll_back(statement->store);
	if (route->without_access != NULL && !succeeded(result) &&
		status_of_sqlstate(PQresultErrorField(result, PG_DIAG_SQLSTATE)) == MHD_HTTP_FORBIDDEN)
	{
		PQclear(result);
		result = query(statement->store, route->without_access,
					   statement->nparams, statement->params);
	}
	return result;
}

static void
answer_failure(Statement *statement, const PGresult *result)
{
	Request    *request = statement->request;
	ErrorText	error = error_of_result(result);
	bool		lost = connection_is_lost(statement->store);
	unsigned	status;

	if (lost && request->route->method == METHOD_POST)
		error.hint = "The change may have been made or not: look at the history before you repeat it.";
	if (lost || error.message == NULL)
		error.message = "the connection to the database was lost";
	status = lost ? MHD_HTTP_SERVICE_UNAVAILABLE : status_of_sqlstate(error.sqlstate);
	if (status == MHD_HTTP_INTERNAL_SERVER_ERROR)
		log_message(error.sqlstate ? error.sqlstate : "-", error.message);
	respond_error_text(request, status, &error);
}

static void
answer_result(Statement *statement, PGresult *result, char *objected)
{
	if (objected != NULL)
		respond_json(statement->request, MHD_HTTP_CONFLICT, objected);
	else if (!succeeded(result))
		answer_failure(statement, result);
	else if (PQntuples(result) == 0 || PQgetisnull(result, 0, 0))
		respond_error(statement->request, MHD_HTTP_NOT_FOUND, "there is no such thing", NULL);
	else
	{
		respond_result(statement->request, result);
		result = NULL;
	}
	PQclear(result);
	pg_free(objected);
}

void
respond_not_open(Request *request, StoreOpening opening)
{
	if (opening == STORE_REFUSED && settings.operator_header == NULL)
		respond_error(request, MHD_HTTP_UNAUTHORIZED,
					  "the database no longer lets you in with that password", "Sign in again.");
	else if (opening == STORE_WITHOUT_EXTENSION)
		respond_error(request, MHD_HTTP_SERVICE_UNAVAILABLE,
					  "extension \"ftf_config\" is not installed in this database", NULL);
	else
		respond_error(request, MHD_HTTP_SERVICE_UNAVAILABLE, "the database can't be reached",
					  "What you see may be old. The page goes on by itself when the database is back.");
}

Store *
open_for_job(Job *job, Worker *worker)
{
	Store	   *store = job->session ? session_store(job->session) : &worker->service;
	StoreOpening opening;

	/* it may have ended while the job waited */
	if (job->session != NULL && !session_is_live(job->session))
	{
		respond_not_signed_in(job->request);
		return NULL;
	}
	opening = revive(store, job->session);
	if (opening == STORE_OPEN)
		return store;
	if (job->session == NULL)
		store_close(store);
	respond_not_open(job->request, opening);
	return NULL;
}

/*
 * Is it due once more?  A read is, after the connection broke; and whatever did
 * nothing since the extension was not where it had been.
 */
static bool
is_due_again(Statement *statement, const PGresult *result)
{
	if (connection_is_lost(statement->store))
		return statement->request->route->method == METHOD_GET;
	return extension_is_lost(statement->store, result);
}

void
run_route(Job *job, Worker *worker)
{
	Statement	statement = {.request = job->request};
	PGresult   *result = NULL;
	char	   *objected = NULL;

	for (int attempt = 0; attempt == 0 || (attempt == 1 && is_due_again(&statement, result)); attempt++)
	{
		PQclear(result);
		statement.store = open_for_job(job, worker);
		if (statement.store == NULL)
			return;
		result = run_statement(&statement, &objected);
	}
	answer_result(&statement, result, objected);
	request_wipe_body(job->request);
}
