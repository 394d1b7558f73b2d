/*-------------------------------------------------------------------------
 *
 * pages.c
 *	  The open pages that are told of changes.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <pthread.h>

#include "cli/clock.h"
#include "pages.h"

/* Fewer than there may be streams: some are left for verifications. */
#define MAX_PAGES 256
/* Then the page asks again, and is told no more if its person may read no more. */
#define LONGEST_MS 60000

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

int
pages_prune(void)
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

void
pages_tell(const char *event, const char *json)
{
	pthread_mutex_lock(&lock);
	for (int i = 0; i < npages; i++)
	{
		if (pages[i].greeted)
			stream_send(pages[i].stream, event, json);
	}
	pthread_mutex_unlock(&lock);
}

void
pages_tell_away(void)
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

void
pages_greet(bool everybody, const char *json)
{
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

Session *
pages_session(int i)
{
	Session    *session = NULL;

	pthread_mutex_lock(&lock);
	if (i < npages && (session = stream_session(pages[i].stream)) != NULL)
		session_keep(session);
	pthread_mutex_unlock(&lock);
	return session;
}

bool
pages_add(Stream *stream)
{
	bool		added;

	pthread_mutex_lock(&lock);
	added = npages < MAX_PAGES;
	if (added)
		pages[npages++] = (Page)
	{
		.stream = stream,.began_ms = milliseconds_now()
	};
	pthread_mutex_unlock(&lock);
	return added;
}
