/*-------------------------------------------------------------------------
 *
 * responses.c
 *	  Answers, all of them with the headers that keep browsers safe.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "held.h"
#include "responses.h"
#include "settings.h"

static const char *const safe_headers[][2] = {
	{"Content-Security-Policy",
		"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
	" connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"},
	{"X-Content-Type-Options", "nosniff"},
	{"X-Frame-Options", "DENY"},
	{"Referrer-Policy", "no-referrer"},
	{"Cross-Origin-Opener-Policy", "same-origin"},
	{"Cross-Origin-Resource-Policy", "same-origin"},
	{"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
};

void
add_header(struct MHD_Response *response, const char *name, const char *value)
{
	MHD_add_response_header(response, name, value);
}

void
respond(Request *request, unsigned status, struct MHD_Response *response)
{
	for (int i = 0; i < (int) lengthof(safe_headers); i++)
		add_header(response, safe_headers[i][0], safe_headers[i][1]);
	if (settings.secure)
		add_header(response, "Strict-Transport-Security", "max-age=31536000");
	if (MHD_get_response_header(response, MHD_HTTP_HEADER_CACHE_CONTROL) == NULL)
		add_header(response, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
	request->response = response;
	request->status = status;
}

void
respond_empty(Request *request, unsigned status)
{
	respond(request, status,
			MHD_create_response_from_buffer(0, "", MHD_RESPMEM_PERSISTENT));
}

static void
respond_json_buffer(Request *request, unsigned status,
					struct MHD_Response *response)
{
	add_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, "application/json; charset=utf-8");
	respond(request, status, response);
}

void
respond_json(Request *request, unsigned status, const char *json)
{
	char	   *content = unconstify(char *, json);

	respond_json_buffer(request, status,
						MHD_create_response_from_buffer(strlen(json), content,
														MHD_RESPMEM_MUST_COPY));
}

void
respond_result(Request *request, PGresult *result)
{
	respond_json_buffer(request, MHD_HTTP_OK, held_response(request_person(request), result));
}

/* Text that is not UTF-8, as of a server that isn't one, is not passed on. */
static json_t *
json_text(const char *value)
{
	json_t	   *json = value ? json_string(value) : json_null();

	return json ? json : json_string("(not in UTF-8)");
}

char *
error_json(const ErrorText *error)
{
	json_t	   *object = json_object();
	char	   *json;

	json_object_set_new(object, "sqlstate", json_text(error->sqlstate));
	json_object_set_new(object, "message", json_text(error->message));
	json_object_set_new(object, "detail", json_text(error->detail));
	json_object_set_new(object, "hint", json_text(error->hint));
	if (error->mode != NULL)
		json_object_set_new(object, "mode", json_text(error->mode));
	json = json_dumps(object, JSON_COMPACT);
	json_decref(object);
	return json;
}

void
respond_error_text(Request *request, unsigned status, const ErrorText *error)
{
	char	   *json = error_json(error);

	respond_json(request, status, json);
	free(json);
}

void
respond_error(Request *request, unsigned status, const char *message,
			  const char *hint)
{
	ErrorText	error = {.message = message,.hint = hint};

	respond_error_text(request, status, &error);
}

ErrorText
error_of_load(void)
{
	ErrorText	error = {.message = "too much is waiting already",.hint = "Try again in a moment."};

	return error;
}

void
respond_not_signed_in(Request *request)
{
	respond_error(request, MHD_HTTP_UNAUTHORIZED, "you are not signed in", NULL);
}

void
respond_busy(Request *request)
{
	ErrorText	error = error_of_load();

	respond_error_text(request, MHD_HTTP_SERVICE_UNAVAILABLE, &error);
	add_header(request->response, MHD_HTTP_HEADER_RETRY_AFTER, "2");
}

ErrorText
error_of_result(const PGresult *result)
{
	return (ErrorText)
	{
		.sqlstate = PQresultErrorField(result, PG_DIAG_SQLSTATE),
			.message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY),
			.detail = PQresultErrorField(result, PG_DIAG_MESSAGE_DETAIL),
			.hint = PQresultErrorField(result, PG_DIAG_MESSAGE_HINT)
	};
}

/* The first that fits counts; what is not here is ours, or the server's. */
static const struct
{
	const char *prefix;			/* of the SQLSTATE */
	unsigned	status;
}			statuses[] =

{
	{"UF001", MHD_HTTP_NOT_FOUND},
	{"UF002", MHD_HTTP_CONFLICT},
	{"UF003", MHD_HTTP_FORBIDDEN},
	{"UF007", MHD_HTTP_CONFLICT},
	{"UF008", MHD_HTTP_INTERNAL_SERVER_ERROR},
	{"UF", MHD_HTTP_UNPROCESSABLE_CONTENT},
	{"42501", MHD_HTTP_FORBIDDEN},	/* insufficient_privilege */
	{"40", MHD_HTTP_CONFLICT},	/* serialization_failure, deadlock */
	{"55P03", MHD_HTTP_CONFLICT},	/* lock_not_available */
	{"22021", MHD_HTTP_BAD_REQUEST},	/* not UTF-8 */
	{"22", MHD_HTTP_UNPROCESSABLE_CONTENT}, /* data_exception */
	{"25006", MHD_HTTP_FORBIDDEN},	/* a standby can't be written to */
	{"08", MHD_HTTP_SERVICE_UNAVAILABLE},
	{"53", MHD_HTTP_SERVICE_UNAVAILABLE},	/* too many connections, disk full */
	{"57", MHD_HTTP_SERVICE_UNAVAILABLE},	/* cancelled, shut down, starting */
	{"3F000", MHD_HTTP_SERVICE_UNAVAILABLE},	/* the extension is gone */
	{"42883", MHD_HTTP_SERVICE_UNAVAILABLE},
	{"42P01", MHD_HTTP_SERVICE_UNAVAILABLE},
};

unsigned
status_of_sqlstate(const char *sqlstate)
{
	for (int i = 0; sqlstate != NULL && i < (int) lengthof(statuses); i++)
	{
		if (strncmp(sqlstate, statuses[i].prefix, strlen(statuses[i].prefix)) == 0)
			return statuses[i].status;
	}
	return MHD_HTTP_INTERNAL_SERVER_ERROR;
}
