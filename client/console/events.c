/*-------------------------------------------------------------------------
 *
 * events.c
 *	  Changes by others, told to every open page: one thread, one connection
 *	  that listens.
 *
 * The connection is a second one of somebody who has a page open (the service
 * role's, behind a proxy), so that the console needs no role of its own; when
 * that session ends, another one's takes its place.  Only pages of people who
 * may read are told.
 *
 * Where notifications don't arrive, as through a connection pooler, the history
 * is asked every other second instead, and hello says so.
 *
 * A notification is only a hint, which anyone in the database can give: what
 * is told was read from the history.  Events are "hello" (nothing before it is
 * news), "revision", "away" (the database is not heard until the next hello),
 * and "again" (the page is to ask again, now); "alive" is the stream's own.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <pthread.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "api.h"
#include "cli/clock.h"
#include "common/logging.h"
#include "database.h"
#include "events.h"
#include "log.h"
#include "pages.h"
#include "queries_history.h"
#include "responses.h"
#include "settings.h"

#define TICK_MS 1000
#define FIRST_PAUSE_MS 250
#define LONGEST_PAUSE_MS 5000

/* Notifications are answered so often at most. */
#define SHORTEST_ROUND_US 20000

/* After so long without a word the server is asked: a dead connection tells nothing. */
#define LONGEST_SILENCE_MS 15000

/* And every second tick, where no notification comes; a late one may take so long. */
#define ASK_SECONDS 2
#define ASK_MS (ASK_SECONDS * TICK_MS - TICK_MS / 10)
#define LATE_MS 1000

/* More at once are not told one by one: hello says where things are. */
#define MOST_REVISIONS 100

static int	wake_fd = -1;

/* The thread's own. */
static Store listener;
static Session *owner;
static int64 revision;
static int64 heard_ms;			/* when that was read */
static const char *unheard;		/* why notifications don't arrive, or NULL */
static int64 unannounced_ms;	/* since when one is missing, or 0 */
static int	pause_ms;
static int64 next_attempt_ms;

/* Says hello to those who came since, or to everybody. */
static void
greet(bool everybody)
{
	char		json[200];

	if (unheard != NULL)
		snprintf(json, sizeof(json), "{\"revision\": %lld, \"every\": %d, \"why\": \"%s\"}",
				 (long long) revision, ASK_SECONDS, unheard);
	else
		snprintf(json, sizeof(json), "{\"revision\": %lld}", (long long) revision);
	pages_greet(everybody, json);
}

static void
stop_listening(void)
{
	store_close(&listener);
	if (owner != NULL)
		session_release(owner);
	owner = NULL;
}

static bool
run_and_clear(const char *sql, int64 *value)
{
	PGresult   *result = store_query_within(&listener, sql, 0, NULL, CONNECT_SECONDS, NULL, NULL);
	bool		ok = PQresultStatus(result) == PGRES_TUPLES_OK ||
		PQresultStatus(result) == PGRES_COMMAND_OK;

	if (ok && value != NULL)
		*value = strtoll(PQgetvalue(result, 0, 0), NULL, 10);
	PQclear(result);
	return ok;
}

/* Once for each reason, as long as it is the same. */
static void
ask_instead(const char *why)
{
	static const char *logged;

	unheard = why;
	if (logged != why)
		log_message("changes are asked for every 2 seconds", why);
	logged = why;
}

/* Listens first: what is committed after it is announced. */
static bool
begin_to_hear(void)
{
	unheard = NULL;
	unannounced_ms = 0;
	/* in a pooler's session it would stay, and that is lent to others next */
	if (listener.pooled)
		ask_instead("notifications don't arrive through a connection pooler");
	else if (!run_and_clear("LISTEN ftf_config", NULL))
		return false;
	heard_ms = milliseconds_now();
	return run_and_clear(current_revision_query, &revision);
}

/* False: another time; the session's connection may be in use (*is_busy). */
static bool
listen_as(Session *session, bool *is_busy)
{
	StoreOpening opening;

	if (session != NULL && !session_try_claim(session))
	{
		*is_busy = true;
		return false;
	}
	opening = open_another(&listener, session);
	if (session != NULL)
	{
		session_unclaim(session);
		jobs_wake();
	}

	if (opening == STORE_OPEN && begin_to_hear())
		return true;
	store_close(&listener);
	return false;
}

static bool
start_listening(bool *is_busy)
{
	Session    *session;

	*is_busy = false;
	if (settings.operator_header != NULL)
		return listen_as(NULL, is_busy);
	for (int i = 0; (session = pages_session(i)) != NULL; i++)
	{
		if (session_is_live(session) && listen_as(session, is_busy))
		{
			owner = session;
			return true;
		}
		session_release(session);
	}
	return false;
}

static void
try_to_listen(void)
{
	bool		is_busy;

	if (milliseconds_now() < next_attempt_ms)
		return;
	if (start_listening(&is_busy))
	{
		pause_ms = 0;
		greet(true);
		return;
	}
	if (!is_busy)
		pages_tell_away();
	pause_ms = pause_ms == 0 ? FIRST_PAUSE_MS : Min(2 * pause_ms, LONGEST_PAUSE_MS);
	next_attempt_ms = milliseconds_now() + pause_ms;
}

/* What was committed since; false: it can't be read. */
static bool
tell_revisions(void)
{
	char		since[32];
	const char *params[] = {since};
	PGresult   *result;
	bool		ok;

	snprintf(since, sizeof(since), "%lld", (long long) revision);
	result = store_query_within(&listener, revisions_since_query, 1, params, CONNECT_SECONDS, NULL, NULL);
	ok = PQresultStatus(result) == PGRES_TUPLES_OK;
	heard_ms = milliseconds_now();
	if (ok && PQntuples(result) > 0)
	{
		int			rows = PQntuples(result);

		revision = strtoll(PQgetvalue(result, rows - 1, 0), NULL, 10);
		if (rows > MOST_REVISIONS)
			greet(true);
		for (int row = 0; row < rows && rows <= MOST_REVISIONS; row++)
			pages_tell("revision", PQgetvalue(result, row, 1));
	}
	PQclear(result);
	return ok;
}

/* Is it time to look, and does a notification say so?  A late one counts, too. */
static bool
is_due(bool *announced)
{
	int64		now = milliseconds_now();

	*announced = store_notifications(&listener) > 0;
	if (*announced)
	{
		unannounced_ms = 0;
		return true;
	}
	if (unannounced_ms != 0 && now - unannounced_ms >= LATE_MS && unheard == NULL)
	{
		ask_instead("a change came without a notification");
		greet(true);
	}
	return now - heard_ms >= (unheard != NULL ? ASK_MS : LONGEST_SILENCE_MS);
}

static void
listen_once(void)
{
	int64		before;
	bool		announced;

	if (!store_is_alive(&listener) ||
		(owner != NULL && !session_is_live(owner)))
	{
		stop_listening();
		return;
	}
	before = revision;
	if (is_due(&announced))
	{
		if (!tell_revisions())
		{
			stop_listening();
			return;
		}
		if (!announced && revision > before)
			unannounced_ms = heard_ms;
		usleep(SHORTEST_ROUND_US);
	}
	greet(false);
}

static void *
tell_changes(void *arg)
{
	uint64		wakes;

	for (;;)
	{
		int64		rest = next_attempt_ms - milliseconds_now();

		store_wait(&listener, wake_fd,
				   listener.conn == NULL && rest > 0 && rest < TICK_MS ? (int) rest : TICK_MS);
		if (read(wake_fd, &wakes, sizeof(wakes)) < 0 && errno != EAGAIN)
			pg_fatal("could not read from an event descriptor: %m");
		if (pages_prune() == 0)
		{
			if (listener.conn != NULL)
				stop_listening();
			next_attempt_ms = 0;
			continue;
		}
		if (listener.conn == NULL)
			try_to_listen();
		if (listener.conn != NULL)
			listen_once();
	}
	return NULL;
}

void
events_init(void)
{
	pthread_t	thread;

	wake_fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	errno = wake_fd < 0 ? errno : pthread_create(&thread, NULL, tell_changes, NULL);
	if (errno != 0)
		pg_fatal("could not start a thread: %m");
	pthread_detach(thread);
}

static void
add_page(Request *request)
{
	Stream	   *stream = stream_open(request);
	uint64		one = 1;

	if (stream == NULL)
		return;
	if (!pages_add(stream))
	{
		stream_end(stream);
		stream_release(stream);
	}
	else if (write(wake_fd, &one, sizeof(one)) < 0)
		return;					/* it looks once a second anyway */
}

/* A page is told what its person could read. */
static void
run_events(Job *job, Worker *worker)
{
	Store	   *store = open_for_job(job, worker);
	PGresult   *result;

	if (store == NULL)
		return;
	result = store_query_within(store, current_revision_query, 0, NULL, STATEMENT_SECONDS, NULL, NULL);
	if (PQresultStatus(result) == PGRES_TUPLES_OK)
		add_page(job->request);
	else
	{
		ErrorText	error = error_of_result(result);
		bool		lost = error.sqlstate == NULL;

		if (lost)
			error.message = "the connection to the database was lost";
		respond_error_text(job->request, lost ? MHD_HTTP_SERVICE_UNAVAILABLE :
						   status_of_sqlstate(error.sqlstate), &error);
	}
	PQclear(result);
}

void
answer_events(Request *request)
{
	job_for_request(request, JOB_QUERY, run_events);
}
