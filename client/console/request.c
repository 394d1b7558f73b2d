/*-------------------------------------------------------------------------
 *
 * request.c
 *	  One request, from its first line to its answer.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <time.h>

#include "request.h"

#define LOGGED_BYTES 200

static int64
microseconds_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64) now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

Request *
request_new(const char *uri, struct MHD_Connection *connection)
{
	Request    *request = pg_malloc0(sizeof(Request));

	request->connection = connection;
	request->uri = pg_strdup(uri);
	request->fault = parse_target(&request->target, uri);
	request->began = microseconds_now();
	return request;
}

void
request_wipe_body(Request *request)
{
	json_decref(request->json);
	request->json = NULL;
	if (request->body == NULL)
		return;
	explicit_bzero(request->body, request->body_length);
	free(request->body);
	request->body = NULL;
	request->body_length = 0;
}

void
request_free(Request *request)
{
	request_wipe_body(request);
	if (request->response != NULL)
		MHD_destroy_response(request->response);
	if (request->session != NULL)
		session_release(request->session);
	pg_free(request->person);
	pg_free(request->uri);
	pg_free(request);
}

bool
request_add_body(Request *request, const char *data, size_t length)
{
	if (request->route == NULL ||
		length > request->route->max_body - request->body_length)
		return false;
	if (request->body == NULL)
		request->body = pg_malloc(request->route->max_body + 1);
	memcpy(request->body + request->body_length, data, length);
	request->body_length += length;
	request->body[request->body_length] = '\0';
	return true;
}

/* What could disturb a terminal, or pass for another column, is a dot. */
static void
make_printable(const char *from, size_t length, char *to)
{
	if (length > LOGGED_BYTES)
		length = LOGGED_BYTES;
	for (size_t i = 0; i < length; i++)
		to[i] = from[i] > ' ' && from[i] < 0x7f ? from[i] : '.';
	to[length] = '\0';
}

void
request_log(const Request *request)
{
	const char *who = request->person ? request->person :
		request->session ? session_user(request->session) : "-";
	char		path[LOGGED_BYTES + 1];
	char		person[LOGGED_BYTES + 1];
	char		method[LOGGED_BYTES + 1];
	char		client[ADDRESS_SIZE];
	char		moment[32];
	time_t		now = time(NULL);
	struct tm	broken_down;

	gmtime_r(&now, &broken_down);
	strftime(moment, sizeof(moment), "%Y-%m-%dT%H:%M:%SZ", &broken_down);
	make_printable(request->uri, strcspn(request->uri, "?"), path);
	make_printable(who, strlen(who), person);
	make_printable(request->method, strlen(request->method), method);
	address_text(&request->client, client, sizeof(client));
	fprintf(stderr, "%s %s %s %s %s %u %.1f ms\n", moment, client, person,
			method, path, request->status,
			(microseconds_now() - request->began) / 1000.0);
}
