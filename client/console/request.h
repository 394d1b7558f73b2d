/*-------------------------------------------------------------------------
 *
 * request.h
 *	  One request, from its first line to its answer.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CONSOLE_REQUEST_H
#define FTF_CONSOLE_REQUEST_H

#include <jansson.h>
#include <microhttpd.h>

#include "addresses.h"
#include "held.h"
#include "routes.h"
#include "sessions.h"

typedef struct Request
{
	struct MHD_Connection *connection;
	char	   *uri;			/* as it came */
	Target		target;
	TargetFault fault;
	const char *method;			/* valid while MHD handles the request */
	const Route *route;
	Address		client;			/* who is there, also behind a trusted proxy */
	Session    *session;		/* NULL: none, or not looked for */
	char	   *person;			/* whom a proxy named, or NULL */
	bool		admitted;		/* its headers were judged */
	bool		suspended;		/* until a worker has answered it */
	char	   *body;
	size_t		body_length;
	json_t	   *json;			/* a login's body, of the route's shape */
	Held	   *held;			/* what its body counts; or NULL */
	int64		began;			/* microseconds, for the log */

	/* The answer, once there is one. */
	struct MHD_Response *response;
	unsigned	status;
} Request;

extern Request *request_new(const char *uri, struct MHD_Connection *connection);
extern void request_free(Request *request);

/* The one header of that name; NULL if there is none. */
extern const char *request_header(Request *request, const char *name);

/* False: it is more than was announced. */
extern bool request_add_body(Request *request, const char *data, size_t length);

/* Forgets the body, which may have held a password. */
extern void request_wipe_body(Request *request);

/* Who asks: whom a proxy named, the session's user, or "-". */
extern const char *request_person(const Request *request);

/* Since it began. */
extern double request_milliseconds(const Request *request);

#endif							/* FTF_CONSOLE_REQUEST_H */
