/*-------------------------------------------------------------------------
 *
 * proxy.c
 *	  Who a request is from.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "lib/stringinfo.h"
#include "proxy.h"
#include "responses.h"
#include "settings.h"

#define PERSON_MAX_BYTES 256

static bool
direct_address(Request *request, Address *address)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(request->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);

	return address_of(info ? info->client_addr : NULL, address);
}

/* All X-Forwarded-For headers count as one, in their order. */
static enum MHD_Result
append_forwarded(void *arg, enum MHD_ValueKind kind, const char *name,
				 const char *value)
{
	if (pg_strcasecmp(name, "X-Forwarded-For") == 0 && value != NULL)
		appendStringInfo(arg, ",%s", value);
	return MHD_YES;
}

/*
 * Each proxy appends the address that it was asked from: from the right, those
 * of trusted proxies are passed by, and the first other one is the client's.
 */
void
client_address(Request *request)
{
	StringInfoData forwarded;
	char	   *comma;

	direct_address(request, &request->client);
	initStringInfo(&forwarded);
	MHD_get_connection_values(request->connection, MHD_HEADER_KIND, append_forwarded, &forwarded);
	while (is_trusted(&request->client) && (comma = strrchr(forwarded.data, ',')) != NULL)
	{
		Address		address;

		if (!parse_forwarded(comma + 1, &address))
			break;
		request->client = address;
		*comma = '\0';
	}
	pg_free(forwarded.data);
}

bool
from_trusted_proxy(Request *request)
{
	Address		address;

	return direct_address(request, &address) && is_trusted(&address);
}

static enum MHD_Result
count_operators(void *arg, enum MHD_ValueKind kind, const char *name,
				const char *value)
{
	if (pg_strcasecmp(name, settings.operator_header) == 0)
		(*(int *) arg)++;
	return MHD_YES;
}

bool
proxy_check_header(Request *request)
{
	int			count = 0;

	if (settings.operator_header == NULL)
		return true;
	MHD_get_connection_values(request->connection, MHD_HEADER_KIND, count_operators, &count);
	if (count > 1)
		respond_error(request, MHD_HTTP_BAD_REQUEST, "a header is there twice", NULL);
	else if (count == 1 && !from_trusted_proxy(request))
		respond_error(request, MHD_HTTP_FORBIDDEN, "only a trusted proxy may name the operator", NULL);
	return request->response == NULL;
}

/* The header's value without the white space around it, which is none of it. */
static char *
operator_name(Request *request)
{
	const char *value = request_header(request, settings.operator_header);
	const char *start = value ? value + strspn(value, " \t") : "";
	size_t		length = strlen(start);

	while (length > 0 && (start[length - 1] == ' ' || start[length - 1] == '\t'))
		length--;
	return pnstrdup(start, length);
}

static void
respond_nobody_named(Request *request)
{
	ErrorText	error = {
		.message = "the proxy named no operator",
		.hint = "People are signed in by the proxy in front of this console: load this page again.",
		.mode = "proxy"
	};

	respond_error_text(request, MHD_HTTP_UNAUTHORIZED, &error);
}

bool
proxy_find_person(Request *request)
{
	char	   *name = operator_name(request);

	if (request->route->kind == ROUTE_LOGIN || request->route->kind == ROUTE_LOGOUT)
		respond_error(request, MHD_HTTP_NOT_FOUND, "people are signed in by the proxy in front of this console", NULL);
	else if (!from_trusted_proxy(request))
		respond_error(request, MHD_HTTP_FORBIDDEN, "this console is reached by its proxy only", NULL);
	else if (*name == '\0')
		respond_nobody_named(request);
	else if (strlen(name) > PERSON_MAX_BYTES || !is_clean_utf8(name))
		respond_error(request, MHD_HTTP_BAD_REQUEST, "the operator's name is malformed", NULL);
	else
	{
		request->person = name;
		return true;
	}
	pg_free(name);
	return false;
}

const char *
cookie_name(void)
{
	return settings.secure ? "__Host-ftf_session" : "ftf_session";
}

bool
session_find_person(Request *request)
{
	const char *cookies = request_header(request, MHD_HTTP_HEADER_COOKIE);
	char		token[TOKEN_SIZE];

	if (cookies == NULL ||
		!cookie_value(cookies, cookie_name(), token, sizeof(token)))
		return false;

	/* a page that is only open is no use of the session */
	request->session = session_find(token, request->route->kind != ROUTE_EVENTS);
	explicit_bzero(token, sizeof(token));
	return request->session != NULL;
}
