/*-------------------------------------------------------------------------
 *
 * store.c
 *	  All of libpq: a connection to the store, and queries on it.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <poll.h>

#include "cli/clock.h"
#include "cli/exit_codes.h"
#include "exchange.h"
#include "interrupt.h"
#include "password.h"
#include "store.h"

/*
 * regnamespace prints a name quoted; a join with pg_namespace would take longer
 * than all the rest.  The process of the server tells a pooler, which lends
 * others' processes and makes up one for whom it answers.
 */
const char	store_session_sql[] =
"SELECT (SELECT extnamespace::pg_catalog.regnamespace"
" FROM pg_catalog.pg_extension"
" WHERE extname OPERATOR(pg_catalog.=) 'ftf_config'),"
" pg_catalog.pg_backend_pid()";

/* So long a server may take to take a connection. */
#define REACH_MS 10000

static void
add_keyword(ConnectKeywords *keywords, const char *name, const char *value)
{
	if (value == NULL)
		return;
	Assert(keywords->count < MAX_CONNECT_KEYWORDS);
	keywords->names[keywords->count] = name;
	keywords->values[keywords->count++] = value;
	keywords->names[keywords->count] = NULL;
	keywords->values[keywords->count] = NULL;
}

/*
 * What a connection string says counts more than single options, as in psql;
 * but not more than who a person says they are.
 */
static void
set_keywords(ConnectKeywords *keywords, const ConnectOptions *options,
			 const char *password)
{
	keywords->count = 0;
	add_keyword(keywords, "host", options->host);
	add_keyword(keywords, "port", options->port);
	if (!options->is_person)
	{
		add_keyword(keywords, "user", options->user);
		add_keyword(keywords, "password", password);
	}
	add_keyword(keywords, "dbname",
				options->database ? options->database : "");
	if (options->is_person)
	{
		add_keyword(keywords, "user", options->user);
		add_keyword(keywords, "password", password);
	}
	add_keyword(keywords, "fallback_application_name",
				options->application_name ? options->application_name : "ftf");
	add_keyword(keywords, "client_encoding", "UTF8");
}

void
store_keywords(ConnectKeywords *keywords, const ConnectOptions *options)
{
	set_keywords(keywords, options, options->password);
}

static PGconn *
connect_with_password(const ConnectOptions *options)
{
	ConnectKeywords keywords;
	char	   *password = NULL;
	PGconn	   *conn;

	if (options->prompt == PASSWORD_ALWAYS)
		password = ask_password(NULL);
	set_keywords(&keywords, options, password ? password : options->password);
	conn = PQconnectdbParams(keywords.names, keywords.values, 1);
	if (PQstatus(conn) == CONNECTION_BAD && PQconnectionNeedsPassword(conn) &&
		password == NULL && options->prompt == PASSWORD_IF_NEEDED)
	{
		password = ask_password(PQuser(conn));
		PQfinish(conn);
		set_keywords(&keywords, options, password);
		conn = PQconnectdbParams(keywords.names, keywords.values, 1);
	}
	forget_password(password);
	return conn;
}

bool
store_take_schema(Store *store, PGresult *found)
{
	bool		ok = PQresultStatus(found) == PGRES_TUPLES_OK;

	pg_free(store->schema);
	store->schema = NULL;
	if (ok && !PQgetisnull(found, 0, 0))
		store->schema = pg_strdup(PQgetvalue(found, 0, 0));
	if (ok)
		store->pooled = atoi(PQgetvalue(found, 0, 1)) != PQbackendPID(store->conn);
	PQclear(found);
	return ok;
}

bool
store_open(Store *store, const ConnectOptions *options)
{
	*store = (Store)
	{
		.conn = connect_with_password(options)
	};
	return PQstatus(store->conn) == CONNECTION_OK &&
		store_take_schema(store, store_query(store, store_session_sql, 0, NULL));
}

void
store_close(Store *store)
{
	PQfinish(store->conn);
	pg_free(store->schema);
	store->conn = NULL;
	store->schema = NULL;
}

/* With requirepeer, a refusal on our side can't be told from no server. */
static bool
requires_peer(PGconn *conn)
{
	PQconninfoOption *options = PQconninfo(conn);
	bool		required = false;

	for (PQconninfoOption *option = options; option && option->keyword; option++)
		required |= strcmp(option->keyword, "requirepeer") == 0 &&
			option->val != NULL && option->val[0] != '\0';
	PQconninfoFree(options);
	return required;
}

/*
 * Does any of the servers take a connection, whatever comes of it?  Nothing is
 * sent to it, least of all a password.
 */
static bool
is_reached(ConnectKeywords *keywords)
{
	PGconn	   *conn = PQconnectStartParams(keywords->names, keywords->values, 1);
	bool		reached;

	while (PQstatus(conn) == CONNECTION_STARTED &&
		   wait_for_fd(PQsocket(conn), POLLOUT, REACH_MS))
		PQconnectPoll(conn);
	reached = PQstatus(conn) == CONNECTION_MADE || requires_peer(conn);
	PQfinish(conn);
	return reached;
}

bool
store_answers(const ConnectOptions *options)
{
	ConnectKeywords keywords;

	set_keywords(&keywords, options, NULL);
	/* of several servers, one that is not the kind asked for answers, too */
	add_keyword(&keywords, "target_session_attrs", "any");
	return PQpingParams(keywords.names, keywords.values, 1) != PQPING_NO_RESPONSE ||
		is_reached(&keywords);
}

PGresult *
store_query(Store *store, const char *sql, int nparams,
			const char *const *params)
{
	Exchange	exchange;

	if (exchange_send(&exchange, store, sql, nparams, params))
		while (exchange_take(&exchange, store))
			continue;
	return exchange_end(&exchange, store);
}

PGresult *
store_command(Store *store, const char *sql)
{
	return PQexec(store->conn, sql);
}

void
store_forget_environment(void)
{
	PQconninfoOption *options = PQconninfoParse("", NULL);

	for (PQconninfoOption *option = options;
		 option != NULL && option->keyword != NULL; option++)
	{
		if (option->envvar != NULL)
			unsetenv(option->envvar);
	}
	PQconninfoFree(options);
}

/* Until something can be taken.  False: a signal came before it. */
static bool
wait_for_input(PGconn *conn)
{
	while (PQisBusy(conn))
	{
		wait_for_fd(PQsocket(conn), POLLIN, -1);
		if (interrupted())
			return false;
		/* of a failure, PQgetResult makes a result */
		if (!PQconsumeInput(conn))
			break;
	}
	return true;
}

PGresult *
store_query_waiting(Store *store, const char *sql, int nparams,
					const char *const *params)
{
	Exchange	exchange;

	if (exchange_send(&exchange, store, sql, nparams, params))
	{
		do
		{
			if (!wait_for_input(store->conn))
			{
				PQclear(exchange.result);
				return NULL;
			}
		} while (exchange_take(&exchange, store));
	}
	return exchange_end(&exchange, store);
}

bool
store_wait_notification(Store *store, int timeout)
{
	PGnotify   *notification;
	bool		notified = false;

	do
	{
		while ((notification = PQnotifies(store->conn)) != NULL)
		{
			notified = true;
			PQfreemem(notification);
		}
	} while (!notified &&
			 wait_for_fd(PQsocket(store->conn), POLLIN, timeout) &&
			 PQconsumeInput(store->conn));
	return notified;
}

/* A connection that was begun by PQresetStart. */
static bool
wait_connected(PGconn *conn, int timeout)
{
	time_t		deadline = seconds_now() + timeout;
	PostgresPollingStatusType next = PGRES_POLLING_WRITING;

	while (next == PGRES_POLLING_READING || next == PGRES_POLLING_WRITING)
	{
		short		events = next == PGRES_POLLING_READING ? POLLIN : POLLOUT;

		if (!wait_for_fd(PQsocket(conn), events, 1000))
		{
			if (interrupted() || seconds_now() >= deadline)
				return false;
			continue;
		}
		next = PQresetPoll(conn);
	}
	return next == PGRES_POLLING_OK;
}

bool
store_reconnect(Store *store, int timeout)
{
	PGresult   *found;

	pg_free(store->schema);
	store->schema = NULL;
	if (!PQresetStart(store->conn) || !wait_connected(store->conn, timeout))
		return false;
	found = store_query_waiting(store, store_session_sql, 0, NULL);
	return found != NULL && store_take_schema(store, found);
}

bool
store_is_lost(const Store *store, const PGresult *result)
{
	return PQstatus(store->conn) == CONNECTION_BAD ||
		exit_code_of_sqlstate(PQresultErrorField(result, PG_DIAG_SQLSTATE)) ==
		EXIT_NO_CONNECTION;
}
