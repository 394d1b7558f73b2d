/*-------------------------------------------------------------------------
 *
 * request.c
 *	  One request, from its first line to its answer.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "cli/clock.h"
#include "request.h"

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
	let_go(request->held);
	request->held = NULL;
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

const char *
request_header(Request *request, const char *name)
{
	return MHD_lookup_connection_value(request->connection, MHD_HEADER_KIND, name);
}

const char *
request_person(const Request *request)
{
	if (request->person != NULL)
		return request->person;
	return request->session ? session_user(request->session) : "-";
}

double
request_milliseconds(const Request *request)
{
	return (microseconds_now() - request->began) / 1000.0;
}
