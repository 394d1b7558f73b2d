/*-------------------------------------------------------------------------
 *
 * stream.h
 *	  Server-sent events: an answer that goes on while there is something to
 *	  tell.  Its connection is suspended meanwhile and costs no thread.
 *
 * Whoever reads too slowly is cut off, and connects again.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CONSOLE_STREAM_H
#define FTF_CONSOLE_STREAM_H

#include "request.h"

typedef struct Stream Stream;

/*
 * Answers the request with a new stream, which its caller releases.  NULL:
 * there are too many, and the request has got another answer.
 */
extern Stream *stream_open(Request *request);
extern Stream *stream_keep(Stream *stream);
extern void stream_release(Stream *stream);

/* An event with its data, which are JSON. */
extern void stream_send(Stream *stream, const char *event, const char *data);

/* Nothing more will come. */
extern void stream_end(Stream *stream);

/* Is anybody there to read it? */
extern bool stream_is_open(Stream *stream);

/* The session that it was opened in, or NULL. */
extern Session *stream_session(Stream *stream);

/* Each second: an event "alive" now and then; ends those of sessions that have ended. */
extern void streams_tick(int64 seconds);
extern void streams_end_all(void);

#endif							/* FTF_CONSOLE_STREAM_H */
