/*-------------------------------------------------------------------------
 *
 * store_session.c
 *	  Connections that outlive a command: opened, reset and used within a
 *	  deadline.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <poll.h>
#include <sys/socket.h>
#include <time.h>

#include "store_session.h"

#define CONNECT_STEP_MS 1000
#define GO_ON_STEP_MS 200

/* So many pieces of what the server sent unasked are read at a time. */
#define MAX_UNASKED 16

/* After a cancel request, how long the server may take to end the statement. */
#define CANCEL_GRACE_MS 5000

static int64
now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64) now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* The time until a deadline, but no longer than a step; 0 when it is over. */
static int
remaining_ms(int64 deadline, int step)
{
	int64		rest = deadline - now_ms();

	return rest <= 0 ? 0 : (int) Min(rest, step);
}

static bool
wait_for(int fd, short events, int milliseconds)
{
	struct pollfd wanted = {.fd = fd,.events = events};

	return poll(&wanted, 1, milliseconds) > 0;
}

/* Drives PQconnectPoll or PQresetPoll to its end, or to the deadline's. */
static bool
finish_connecting(PGconn *conn, PostgresPollingStatusType (*step) (PGconn *),
				  int64 deadline)
{
	PostgresPollingStatusType next = PGRES_POLLING_WRITING;

	while (next == PGRES_POLLING_READING || next == PGRES_POLLING_WRITING)
	{
		int			rest = remaining_ms(deadline, CONNECT_STEP_MS);

		if (rest == 0)
			return false;
		if (wait_for(PQsocket(conn), next == PGRES_POLLING_READING ?
					 POLLIN : POLLOUT, rest))
			next = step(conn);
	}
	return next == PGRES_POLLING_OK;
}

/*
 * libpq tells no SQLSTATE of a failed connection, except in its message when
 * that is verbose: invalid_password and invalid_authorization_specification.
 */
static StoreOpening
why_not_open(PGconn *conn)
{
	const char *message = PQerrorMessage(conn);

	if (PQconnectionNeedsPassword(conn) ||
		strstr(message, ":  28P01: ") != NULL ||
		strstr(message, ":  28000: ") != NULL ||
		strstr(message, ":  42501: ") != NULL)
		return STORE_REFUSED;
	return STORE_UNREACHABLE;
}

static StoreOpening
finish_opening(Store *store, PostgresPollingStatusType (*step) (PGconn *),
			   int seconds)
{
	PQsetErrorVerbosity(store->conn, PQERRORS_VERBOSE);
	if (!finish_connecting(store->conn, step, now_ms() + seconds * (int64) 1000))
		return why_not_open(store->conn);
	PQsetErrorVerbosity(store->conn, PQERRORS_DEFAULT);
	return store_secure(store) ? STORE_OPEN : STORE_UNREACHABLE;
}

StoreOpening
store_open_within(Store *store, const ConnectOptions *options, int seconds)
{
	ConnectKeywords keywords;

	store->schema = NULL;
	store_keywords(&keywords, options);
	store->conn = PQconnectStartParams(keywords.names, keywords.values, 1);
	if (PQstatus(store->conn) == CONNECTION_BAD)
		return why_not_open(store->conn);
	return finish_opening(store, PQconnectPoll, seconds);
}

/* libpq's own list of options, password included: it is wiped after use. */
static void
forget_options(PQconninfoOption *options)
{
	for (PQconninfoOption *option = options; option->keyword != NULL; option++)
	{
		if (option->val != NULL)
			explicit_bzero(option->val, strlen(option->val));
	}
	PQconninfoFree(options);
}

StoreOpening
store_open_like(Store *store, const Store *other, int seconds)
{
	PQconninfoOption *options = PQconninfo(other->conn);
	int			count = 0;
	const char **names;
	const char **values;

	store->schema = NULL;
	while (options[count].keyword != NULL)
		count++;
	names = pg_malloc0((count + 1) * sizeof(char *));
	values = pg_malloc0((count + 1) * sizeof(char *));
	for (int i = 0; i < count; i++)
	{
		names[i] = options[i].keyword;
		values[i] = options[i].val;
	}
	store->conn = PQconnectStartParams(names, values, 0);
	pg_free(names);
	pg_free(values);
	forget_options(options);
	if (PQstatus(store->conn) == CONNECTION_BAD)
		return why_not_open(store->conn);
	return finish_opening(store, PQconnectPoll, seconds);
}

StoreOpening
store_reset(Store *store, int seconds)
{
	if (!PQresetStart(store->conn))
		return why_not_open(store->conn);
	return finish_opening(store, PQresetPoll, seconds);
}

bool
store_is_ready(const ConnectOptions *options)
{
	ConnectKeywords keywords;

	store_keywords(&keywords, options);
	return PQpingParams(keywords.names, keywords.values, 1) == PQPING_OK;
}

bool
store_checked_password(const Store *store, const char *password)
{
	const char *used = PQpass(store->conn);

	return PQconnectionUsedPassword(store->conn) &&
		used != NULL && password[0] != '\0' && strcmp(used, password) == 0;
}

/* A server that ends says so first, and closes the connection after it. */
bool
store_is_alive(Store *store)
{
	for (int i = 0; i < MAX_UNASKED && wait_for(PQsocket(store->conn), POLLIN, 0); i++)
	{
		if (!PQconsumeInput(store->conn))
			return false;
	}
	return PQstatus(store->conn) == CONNECTION_OK;
}

static void
request_cancel(PGconn *conn)
{
	PGcancel   *cancel = PQgetCancel(conn);
	char		error[256];

	if (cancel == NULL)
		return;
	PQcancel(cancel, error, sizeof(error));
	PQfreeCancel(cancel);
}

/*
 * Until the statement's result is there.  False: the server did not even react
 * to the request to cancel.
 */
static bool
wait_for_result(PGconn *conn, int64 deadline, bool (*go_on) (void *arg),
				void *arg)
{
	bool		cancelled = false;

	while (PQisBusy(conn))
	{
		bool		ends = go_on != NULL && !go_on(arg);

		if (ends || remaining_ms(deadline, GO_ON_STEP_MS) == 0)
		{
			if (!cancelled)
				request_cancel(conn);
			else if (remaining_ms(deadline, GO_ON_STEP_MS) == 0)
				return false;
			if (!cancelled)
				deadline = now_ms() + CANCEL_GRACE_MS;
			cancelled = true;
			go_on = NULL;
		}
		wait_for(PQsocket(conn), POLLIN, remaining_ms(deadline, GO_ON_STEP_MS));
		if (!PQconsumeInput(conn))
			break;				/* PQgetResult tells of it */
	}
	return true;
}

/* A connection that is not waited for any longer: its socket is cut. */
static PGresult *
give_up(Store *store)
{
	shutdown(PQsocket(store->conn), SHUT_RDWR);
	PQconsumeInput(store->conn);
	return PQmakeEmptyPGresult(store->conn, PGRES_FATAL_ERROR);
}

PGresult *
store_query_within(Store *store, const char *sql, int nparams,
				   const char *const *params, int seconds,
				   bool (*go_on) (void *arg), void *arg)
{
	char	   *statement = store_statement(store, sql);
	int			sent = PQsendQueryParams(store->conn, statement, nparams, NULL,
										 params, NULL, NULL, 0);
	int64		deadline = now_ms() + seconds * (int64) 1000;
	PGresult   *last = NULL;
	PGresult   *result;

	free(statement);
	if (!sent)
		return PQmakeEmptyPGresult(store->conn, PGRES_FATAL_ERROR);
	do
	{
		if (!wait_for_result(store->conn, deadline, go_on, arg))
		{
			PQclear(last);
			return give_up(store);
		}
		result = PQgetResult(store->conn);
		if (result != NULL)
		{
			PQclear(last);
			last = result;
		}
	} while (result != NULL);
	return last ? last : PQmakeEmptyPGresult(store->conn, PGRES_FATAL_ERROR);
}

void
store_wait(Store *store, int other_fd, int milliseconds)
{
	struct pollfd wanted[2] = {
		{.fd = other_fd,.events = POLLIN},
		{.fd = store->conn ? PQsocket(store->conn) : -1,.events = POLLIN}
	};

	poll(wanted, 2, milliseconds);
}

int
store_notifications(Store *store)
{
	PGnotify   *notification;
	int			count = 0;

	while ((notification = PQnotifies(store->conn)) != NULL)
	{
		count++;
		PQfreemem(notification);
	}
	return count;
}
