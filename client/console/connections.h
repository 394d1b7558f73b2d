/*-------------------------------------------------------------------------
 *
 * connections.h
 *	  TCP connections: how many from where, and how long each may take to send
 *	  a request.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CONSOLE_CONNECTIONS_H
#define FTF_CONSOLE_CONNECTIONS_H

#include <microhttpd.h>
#include <time.h>

#define MAX_CONNECTIONS 1000

/* Callbacks of MHD. */
extern enum MHD_Result connection_policy(void *arg, const struct sockaddr *from,
										 socklen_t length);
extern void connection_notify(void *arg, struct MHD_Connection *connection,
							  void **context,
							  enum MHD_ConnectionNotificationCode code);

/* A whole request is there, or its answer is sent and the next may come. */
extern void connection_is_answering(struct MHD_Connection *connection);
extern void connection_is_waiting(struct MHD_Connection *connection);

/* Cuts those whose request takes too long, so that slow senders don't add up. */
extern void connections_tick(void);

/*
 * At the end: waits until what was asked is answered, but no longer than to this
 * time on CLOCK_MONOTONIC.
 */
extern void connections_finish(const struct timespec *until);

#endif							/* FTF_CONSOLE_CONNECTIONS_H */
