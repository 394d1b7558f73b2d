/*-------------------------------------------------------------------------
 *
 * stream.c
 *	  Server-sent events.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <poll.h>
#include <pthread.h>

#include "lib/ilist.h"
#include "lib/stringinfo.h"
#include "responses.h"
#include "stream.h"

#define MAX_STREAMS 288
#define MAX_STREAMS_PER_PERSON 32
#define MAX_PENDING_BYTES (512 * 1024)
#define BLOCK_BYTES 16384
#define KEEP_ALIVE_S 15

/* All of it under the lock. */
struct Stream
{
	struct MHD_Connection *connection;	/* NULL: closed by its reader */
	int			fd;
	Session    *session;
	char	   *person;			/* who reads it */
	StringInfoData pending;
	int			sent;			/* of pending */
	bool		is_suspended;
	bool		has_ended;
	int			references;
	dlist_node	node;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static dlist_head streams = DLIST_STATIC_INIT(streams);
static int	nstreams;
static bool stopping;

static void
wake(Stream *stream)
{
	if (!stream->is_suspended || stream->connection == NULL)
		return;
	stream->is_suspended = false;
	MHD_resume_connection(stream->connection);
}

/* MHD asks for more to send. */
static ssize_t
give_more(void *arg, uint64_t position, char *buffer, size_t size)
{
	Stream	   *stream = arg;
	size_t		length;
	ssize_t		given = 0;

	pthread_mutex_lock(&lock);
	length = Min(size, (size_t) (stream->pending.len - stream->sent));
	if (length > 0)
	{
		memcpy(buffer, stream->pending.data + stream->sent, length);
		stream->sent += length;
		given = length;
		if (stream->sent == stream->pending.len)
		{
			resetStringInfo(&stream->pending);
			stream->sent = 0;
		}
	}
	else if (stream->has_ended)
		given = MHD_CONTENT_READER_END_OF_STREAM;
	else
	{
		stream->is_suspended = true;
		MHD_suspend_connection(stream->connection);
	}
	pthread_mutex_unlock(&lock);
	return given;
}

/* The lock is held; returns whether the caller must free it without the lock. */
static bool
drop_reference(Stream *stream)
{
	if (--stream->references > 0)
		return false;
	dlist_delete(&stream->node);
	nstreams--;
	return true;
}

static void
free_stream(Stream *stream)
{
	if (stream->session != NULL)
		session_release(stream->session);
	pg_free(stream->pending.data);
	pg_free(stream->person);
	pg_free(stream);
}

void
stream_release(Stream *stream)
{
	bool		is_last;

	pthread_mutex_lock(&lock);
	is_last = drop_reference(stream);
	pthread_mutex_unlock(&lock);
	if (is_last)
		free_stream(stream);
}

/* MHD is done with the answer: its reader is gone, or has got all. */
static void
close_stream(void *arg)
{
	Stream	   *stream = arg;

	pthread_mutex_lock(&lock);
	stream->connection = NULL;
	stream->is_suspended = false;
	pthread_mutex_unlock(&lock);
	stream_release(stream);
}

static int
streams_of(const char *person)
{
	int			count = 0;
	dlist_iter	iter;

	dlist_foreach(iter, &streams)
	{
		Stream	   *stream = dlist_container(Stream, node, iter.cur);

		count += stream->connection != NULL && strcmp(stream->person, person) == 0;
	}
	return count;
}

static Stream *
new_stream(Request *request)
{
	Stream	   *stream = pg_malloc0(sizeof(Stream));

	initStringInfo(&stream->pending);
	stream->connection = request->connection;
	stream->fd = MHD_get_connection_info(request->connection,
										 MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
	if (request->session != NULL)
		stream->session = session_keep(request->session);
	stream->person = pg_strdup(request_person(request));
	stream->references = 2;		/* MHD's and the caller's */
	return stream;
}

/* Into the list, unless there are too many. */
static bool
add_stream(Stream *stream)
{
	bool		added;

	pthread_mutex_lock(&lock);
	added = !stopping && nstreams < MAX_STREAMS &&
		streams_of(stream->person) < MAX_STREAMS_PER_PERSON;
	if (added)
	{
		dlist_push_head(&streams, &stream->node);
		nstreams++;
	}
	pthread_mutex_unlock(&lock);
	return added;
}

Stream *
stream_open(Request *request)
{
	Stream	   *stream = new_stream(request);
	struct MHD_Response *response;

	if (!add_stream(stream))
	{
		free_stream(stream);
		respond_error(request, MHD_HTTP_SERVICE_UNAVAILABLE, "too many pages are open", NULL);
		add_header(request->response, MHD_HTTP_HEADER_RETRY_AFTER, "10");
		return NULL;
	}
	response = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, BLOCK_BYTES, give_more,
												 stream, close_stream);
	add_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, "text/event-stream; charset=utf-8");
	/* a proxy must not collect events */
	add_header(response, "X-Accel-Buffering", "no");
	respond(request, MHD_HTTP_OK, response);
	return stream;
}

Stream *
stream_keep(Stream *stream)
{
	pthread_mutex_lock(&lock);
	stream->references++;
	pthread_mutex_unlock(&lock);
	return stream;
}

/* Who has signed out is told nothing more; the next tick ends the stream. */
static bool
is_over(const Stream *stream)
{
	return stream->session != NULL && !session_is_live(stream->session);
}

static void
append_event(Stream *stream, const char *event, const char *data)
{
	if (stream->connection == NULL || stream->has_ended || is_over(stream))
		return;
	appendStringInfo(&stream->pending, "event: %s\ndata: ", event);
	/* line ends in JSON are only white space */
	for (; *data != '\0'; data++)
		appendStringInfoChar(&stream->pending, *data == '\n' ? ' ' : *data);
	appendStringInfoString(&stream->pending, "\n\n");
	if (stream->pending.len > MAX_PENDING_BYTES)
		stream->has_ended = true;
	wake(stream);
}

void
stream_send(Stream *stream, const char *event, const char *data)
{
	pthread_mutex_lock(&lock);
	append_event(stream, event, data);
	pthread_mutex_unlock(&lock);
}

static void
end_stream(Stream *stream)
{
	stream->has_ended = true;
	wake(stream);
}

void
stream_end(Stream *stream)
{
	pthread_mutex_lock(&lock);
	end_stream(stream);
	pthread_mutex_unlock(&lock);
}

bool
stream_is_open(Stream *stream)
{
	bool		is_open;

	pthread_mutex_lock(&lock);
	is_open = stream->connection != NULL && !stream->has_ended;
	pthread_mutex_unlock(&lock);
	return is_open;
}

Session *
stream_session(Stream *stream)
{
	return stream->session;
}

/* MHD doesn't watch a suspended connection: has its reader gone?  The lock is held. */
static bool
reader_left(Stream *stream)
{
	struct pollfd reader = {.fd = stream->fd,.events = POLLRDHUP};

	return stream->connection != NULL && poll(&reader, 1, 0) > 0;
}

void
streams_tick(int64 seconds)
{
	dlist_iter	iter;

	pthread_mutex_lock(&lock);
	dlist_foreach(iter, &streams)
	{
		Stream	   *stream = dlist_container(Stream, node, iter.cur);

		if (reader_left(stream) || is_over(stream))
			end_stream(stream);
		else if (seconds % KEEP_ALIVE_S == 0)
			append_event(stream, "alive", "{}");
	}
	pthread_mutex_unlock(&lock);
}

void
streams_end_all(void)
{
	dlist_iter	iter;

	pthread_mutex_lock(&lock);
	stopping = true;
	dlist_foreach(iter, &streams)
		end_stream(dlist_container(Stream, node, iter.cur));
	pthread_mutex_unlock(&lock);
}
