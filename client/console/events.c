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
#include "queries_history.h"
#include "responses.h"
#include "settings.h"

/* Fewer than there may be streams: some are left for verifications. */
#define MAX_PAGES 256
#define TICK_MS 1000
#define FIRST_PAUSE_MS 250
#define LONGEST_PAUSE_MS 5000

/* Notifications are answered so often at most. */
#define SHORTEST_ROUND_US 20000

/* After so long without a word the server is asked: a dead connection tells nothing. */
#define LONGEST_SILENCE_MS 15000

/* Then the page asks again, and is told no more if its person may read no more. */
#define LONGEST_MS 60000

/* More at once are not told one by one: hello says where things are. */
#define MOST_REVISIONS 100

typedef struct Page
{
	Stream	   *stream;
	bool		greeted;
	bool		is_away;		/* it knows that nobody listens */
	int64		began_ms;
} Page;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static Page pages[MAX_PAGES];
static int	npages;
static int	wake_fd = -1;

/* The thread's own. */
static Store listener;
static Session *owner;
static int64 revision;
static int64 heard_ms;			/* when that was read */
static int	pause_ms;
static int64 next_attempt_ms;

/* Leaves out pages that were closed or are too old; returns how many there are. */
static int
prune_pages(void)
{
	Stream	   *closed[MAX_PAGES];
	int			nclosed = 0;
	int			kept = 0;
	int64		oldest = milliseconds_now() - LONGEST_MS;

	pthread_mutex_lock(&lock);
	for (int i = 0; i < npages; i++)
	{
		if (pages[i].began_ms < oldest)
		{
			stream_send(pages[i].stream, "again", "{}");
			stream_end(pages[i].stream);
		}
		if (stream_is_open(pages[i].stream))
			pages[kept++] = pages[i];
		else
			closed[nclosed++] = pages[i].stream;
	}
	npages = kept;
	pthread_mutex_unlock(&lock);
	for (int i = 0; i < nclosed; i++)
		stream_release(closed[i]);
	return kept;
}

/* Those who were greeted. */
static void
tell_pages(const char *event, const char *json)
{
	pthread_mutex_lock(&lock);
	for (int i = 0; i < npages; i++)
	{
		if (pages[i].greeted)
			stream_send(pages[i].stream, event, json);
	}
	pthread_mutex_unlock(&lock);
}

static void
tell_away(void)
{
	pthread_mutex_lock(&lock);
	for (int i = 0; i < npages; i++)
	{
		if (!pages[i].is_away)
			stream_send(pages[i].stream, "away", "{}");
		pages[i].is_away = true;
	}
	pthread_mutex_unlock(&lock);
}

/* Says hello to those who came since, or to everybody. */
static void
greet_pages(bool everybody)
{
	char		json[64];

	snprintf(json, sizeof(json), "{\"revision\": %lld}", (long long) revision);
	pthread_mutex_lock(&lock);
	for (int i = 0; i < npages; i++)
	{
		if (everybody || !pages[i].greeted)
			stream_send(pages[i].stream, "hello", json);
		pages[i].greeted = true;
		pages[i].is_away = false;
	}
	pthread_mutex_unlock(&lock);
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

/* The session of a page, kept; NULL after the last one. */
static Session *
session_of_page(int i)
{
	Session    *session = NULL;

	pthread_mutex_lock(&lock);
	if (i < npages && (session = stream_session(pages[i].stream)) != NULL)
		session_keep(session);
	pthread_mutex_unlock(&lock);
	return session;
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

	/* listen first: what is committed after it is announced */
	if (opening == STORE_OPEN && run_and_clear("LISTEN ftf_config", NULL) &&
		run_and_clear(current_revision_query, &revision))
	{
		heard_ms = milliseconds_now();
		return true;
	}
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
	for (int i = 0; (session = session_of_page(i)) != NULL; i++)
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
		greet_pages(true);
		return;
	}
	if (!is_busy)
		tell_away();
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
			greet_pages(true);
		for (int row = 0; row < rows && rows <= MOST_REVISIONS; row++)
			tell_pages("revision", PQgetvalue(result, row, 1));
	}
	PQclear(result);
	return ok;
}

static void
listen_once(void)
{
	if (!store_is_alive(&listener) ||
		(owner != NULL && !session_is_live(owner)))
	{
		stop_listening();
		return;
	}
	if (store_notifications(&listener) > 0 || milliseconds_now() - heard_ms >= LONGEST_SILENCE_MS)
	{
		if (!tell_revisions())
		{
			stop_listening();
			return;
		}
		usleep(SHORTEST_ROUND_US);
	}
	greet_pages(false);
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
		if (prune_pages() == 0)
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
	bool		added;

	if (stream == NULL)
		return;
	pthread_mutex_lock(&lock);
	added = npages < MAX_PAGES;
	if (added)
		pages[npages++] = (Page)
	{
		.stream = stream,.began_ms = milliseconds_now()
	};
	pthread_mutex_unlock(&lock);
	if (!added)
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
