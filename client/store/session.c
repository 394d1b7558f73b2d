/*-------------------------------------------------------------------------
 *
 * session.c
 *	  Connections that outlive a command: opened, reset and used within a
 *	  deadline.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <poll.h>
#include <sys/socket.h>

#include "cli/clock.h"
#include "exchange.h"
#include "session.h"

/* So long at most until it is asked whether to go on. */
#define STEP_MS 200

/* So many pieces of what the server sent unasked are read at a time. */
#define MAX_UNASKED 16

/* The time until a deadline, but no longer than a step; 0 when it is over. */
static int
remaining_ms(int64 deadline, int step)
{
	int64		rest = deadline - milliseconds_now();

	return rest <= 0 ? 0 : (int) Min(rest, step);
}

static bool
wait_for(int fd, short events, int milliseconds)
{
	struct pollfd wanted = {.fd = fd,.events = events};

	return poll(&wanted, 1, milliseconds) > 0;
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

StoreOpening
store_find_extension(Store *store, int seconds)
{
	PGresult   *found = store_query_within(store, store_session_sql, 0, NULL,
										   seconds, NULL, NULL);

	if (!store_take_schema(store, found))
		return STORE_UNREACHABLE;
	return store->schema != NULL ? STORE_OPEN : STORE_WITHOUT_EXTENSION;
}

/*
 * PQreset connects by blocking, so that connect_timeout holds for each of
 * several hosts.  Messages are verbose meanwhile, see why_not_open.
 */
static StoreOpening
connect_again(Store *store, int seconds)
{
	PQsetErrorVerbosity(store->conn, PQERRORS_VERBOSE);
	PQreset(store->conn);
	if (PQstatus(store->conn) != CONNECTION_OK)
		return why_not_open(store->conn);
	PQsetErrorVerbosity(store->conn, PQERRORS_DEFAULT);
	if (PQsetnonblocking(store->conn, 1) != 0)
		return STORE_UNREACHABLE;
	return store_find_extension(store, seconds);
}

/*
 * The connection that is begun here only carries the options: how errors are
 * told can't be set earlier.
 */
static StoreOpening
open_store(Store *store, const char *const *names,
		   const char *const *values, int expand, int seconds)
{
	*store = (Store)
	{
		.conn = PQconnectStartParams(names, values, expand)
	};
	if (PQstatus(store->conn) == CONNECTION_BAD)
		return why_not_open(store->conn);
	return connect_again(store, seconds);
}

StoreOpening
store_open_within(Store *store, const ConnectOptions *options, int seconds)
{
	ConnectKeywords keywords;

	store_keywords(&keywords, options);
	return open_store(store, keywords.names, keywords.values, 1, seconds);
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
	StoreOpening opening;

	while (options[count].keyword != NULL)
		count++;
	names = pg_malloc0((count + 1) * sizeof(char *));
	values = pg_malloc0((count + 1) * sizeof(char *));
	for (int i = 0; i < count; i++)
	{
		names[i] = options[i].keyword;
		values[i] = options[i].val;
	}
	opening = open_store(store, names, values, 0, seconds);
	pg_free(names);
	pg_free(values);
	forget_options(options);
	return opening;
}

StoreOpening
store_reset(Store *store, int seconds)
{
	return connect_again(store, seconds);
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

/* Until the statement is sent.  False: the deadline came first. */
static bool
finish_sending(PGconn *conn, int64 deadline)
{
	while (PQflush(conn) > 0)
	{
		int			rest = remaining_ms(deadline, STEP_MS);

		if (rest == 0)
			return false;
		wait_for(PQsocket(conn), POLLIN | POLLOUT, rest);
		if (!PQconsumeInput(conn))
			break;				/* PQgetResult tells of it */
	}
	return true;
}

/* Until its result is there.  False: the deadline, or a no, came first. */
static bool
wait_for_result(PGconn *conn, int64 deadline, bool (*go_on) (void *arg),
				void *arg)
{
	while (PQisBusy(conn))
	{
		int			rest = remaining_ms(deadline, STEP_MS);

		if (rest == 0 || (go_on != NULL && !go_on(arg)))
			return false;
		wait_for(PQsocket(conn), POLLIN, rest);
		if (!PQconsumeInput(conn))
			break;
	}
	return true;
}

/*
 * A connection that is not waited for any longer: its socket is cut.  A request
 * to cancel would wait for a server that may not answer; one that works ends
 * the statement by its own timeout, or when it has something to say.
 */
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
	int64		deadline = milliseconds_now() + seconds * (int64) 1000;
	Exchange	exchange;

	if (exchange_send(&exchange, store, sql, nparams, params))
	{
		bool		waited = finish_sending(store->conn, deadline);

		while (waited && (waited = wait_for_result(store->conn, deadline, go_on, arg)) &&
			   exchange_take(&exchange, store))
			continue;
		if (!waited)
		{
			PQclear(exchange.result);
			return give_up(store);
		}
	}
	return exchange_end(&exchange, store);
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
