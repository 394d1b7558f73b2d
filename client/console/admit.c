/*-------------------------------------------------------------------------
 *
 * admit.c
 *	  What is refused by a request's headers, before its body is read.
 *
 * Host is checked since a foreign name that leads here is an attack by DNS;
 * Origin and Sec-Fetch-Site since a browser tells by them from which site a
 * request comes; the length's headers since two servers that read them
 * differently can be made to see different requests.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "admit.h"
#include "proxy.h"
#include "responses.h"
#include "settings.h"

/* What a header's name is made of: RFC 9110, 5.6.2. */
#define TOKEN_CHARACTERS \
	"!#$%&'*+-.^_`|~0123456789" \
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

typedef struct HeaderCount
{
	const char *name;
	int			count;
} HeaderCount;

static enum MHD_Result
count_header(void *arg, enum MHD_ValueKind kind, const char *name,
			 const char *value)
{
	HeaderCount *wanted = arg;

	if (pg_strcasecmp(name, wanted->name) == 0)
		wanted->count++;
	return MHD_YES;
}

static int
count_headers(Request *request, const char *name)
{
	HeaderCount wanted = {.name = name};

	MHD_get_connection_values(request->connection, MHD_HEADER_KIND, count_header, &wanted);
	return wanted.count;
}

static enum MHD_Result
find_malformed(void *arg, enum MHD_ValueKind kind, const char *name,
			   size_t name_size, const char *value, size_t value_size)
{
	if (name_size == 0 || strspn(name, TOKEN_CHARACTERS) != name_size ||
		(value != NULL && strlen(value) != value_size))
		*(bool *) arg = true;
	return MHD_YES;
}

/* Others read "Content-Length : 5" and zero bytes in another way, or not at all. */
static bool
check_header_forms(Request *request)
{
	bool		malformed = false;

	MHD_get_connection_values_n(request->connection, MHD_HEADER_KIND, find_malformed, &malformed);
	if (malformed)
	{
		respond_error(request, MHD_HTTP_BAD_REQUEST, "a header is malformed", NULL);
		/* what follows may be a body */
		add_header(request->response, MHD_HTTP_HEADER_CONNECTION, "close");
	}
	return !malformed;
}

/* Headers of which a second one could mean something else to someone else. */
static bool
check_single_headers(Request *request)
{
	static const char *const names[] = {
		"Host", "Content-Length", "Content-Type", "Origin", "Cookie",
		"Sec-Fetch-Site", "Transfer-Encoding", "Ftf-Page-Operator"
	};

	for (int i = 0; i < (int) lengthof(names); i++)
	{
		if (count_headers(request, names[i]) > 1)
		{
			respond_error(request, MHD_HTTP_BAD_REQUEST, "a header is there twice", NULL);
			return false;
		}
	}
	return true;
}

static bool
is_own_host(const char *host, int port)
{
	static const char *const loopback[] = {"localhost", "127.0.0.1", "::1"};

	if (settings.base_host[0] != '\0' && strcmp(host, settings.base_host) == 0 &&
		port == settings.base_port)
		return true;
	if (port != settings.listen_port)
		return false;
	for (int i = 0; i < (int) lengthof(loopback); i++)
	{
		if (strcmp(host, loopback[i]) == 0)
			return true;
	}
	return strcmp(host, settings.listen_host) == 0;
}

static bool
check_host(Request *request)
{
	const char *value = request_header(request, MHD_HTTP_HEADER_HOST);
	char		host[HOST_SIZE];
	int			port;

	/* what asks whether the console works need not know its name */
	if (request->route->kind == ROUTE_ALIVE || request->route->kind == ROUTE_HEALTH)
		return true;
	if (value != NULL && parse_host_port(value, host, sizeof(host), &port) &&
		(port != 0 ? is_own_host(host, port) :
		 is_own_host(host, 80) || is_own_host(host, 443)))
		return true;
	respond_error(request, MHD_HTTP_MISDIRECTED_REQUEST, "this console doesn't answer to that name",
				  "--base-url tells it the name that browsers use.");
	return false;
}

/* Scheme, host and port of a page of ours. */
static bool
is_own_origin(Request *request, const char *value)
{
	const char *host_header = request_header(request, MHD_HTTP_HEADER_HOST);
	char		host[HOST_SIZE];
	char		asked_host[HOST_SIZE];
	int			port;
	int			asked_port;
	bool		https;

	if (!parse_origin(value, &https, host, sizeof(host), &port))
		return false;
	if (settings.base_host[0] != '\0' && strcmp(host, settings.base_host) == 0)
		return https == settings.base_https && port == settings.base_port;
	/* without a proxy: of the host that was asked */
	if (https != settings.tls ||
		!parse_host_port(host_header, asked_host, sizeof(asked_host), &asked_port))
		return false;
	if (asked_port == 0)
		asked_port = https ? 443 : 80;
	return strcmp(host, asked_host) == 0 && port == asked_port;
}

/*
 * Another site can make a browser send requests, but not hide that it did.
 * Whoever reads needs no Origin (browsers don't always send one).
 */
static bool
check_origin(Request *request)
{
	const char *origin = request_header(request, "Origin");
	const char *site = request_header(request, "Sec-Fetch-Site");
	bool		is_write = request->route->method == METHOD_POST;
	bool		allowed;

	if (request->route->kind <= ROUTE_HEALTH)
		return true;
	allowed = !is_write || origin != NULL || site != NULL;
	if (origin != NULL)
		allowed = allowed && is_own_origin(request, origin);
	if (site != NULL)
		allowed = allowed && (strcmp(site, "same-origin") == 0 ||
							  (!is_write && strcmp(site, "none") == 0));
	if (!allowed)
		respond_error(request, MHD_HTTP_FORBIDDEN, "the request comes from another site",
					  "Behind a proxy, --base-url tells the address that browsers use.");
	return allowed;
}

static bool
check_body_headers(Request *request)
{
	const char *announced = request_header(request, MHD_HTTP_HEADER_CONTENT_LENGTH);
	const char *type = request_header(request, MHD_HTTP_HEADER_CONTENT_TYPE);
	long long	length = announced ? parse_count(announced, PG_INT64_MAX) : 0;

	if (count_headers(request, MHD_HTTP_HEADER_TRANSFER_ENCODING) > 0 ||
		(request->route->method == METHOD_POST && announced == NULL))
		respond_error(request, MHD_HTTP_LENGTH_REQUIRED, "a body needs a Content-Length", NULL);
	else if (length < 0)
		respond_error(request, MHD_HTTP_BAD_REQUEST, "Content-Length is not a number", NULL);
	else if (length > 0 && request->route->method == METHOD_GET)
		respond_error(request, MHD_HTTP_BAD_REQUEST, "such a request has no body", NULL);
	else if ((unsigned long long) length > request->route->max_body)
		respond_error(request, MHD_HTTP_CONTENT_TOO_LARGE, "the body is too large", NULL);
	else if (request->route->method == METHOD_POST && (type == NULL || !is_json_type(type)))
		respond_error(request, MHD_HTTP_UNSUPPORTED_MEDIA_TYPE, "the body must be application/json", NULL);
	return request->response == NULL;
}

static bool
find_admitted_route(Request *request)
{
	const char *allow;

	if (request->fault == TARGET_TOO_LONG)
		respond_error(request, MHD_HTTP_URI_TOO_LONG, "the address is too long", NULL);
	else if (request->fault == TARGET_MALFORMED)
		respond_error(request, MHD_HTTP_BAD_REQUEST, "the address is malformed", NULL);
	else if (request->fault == TARGET_FINE)
		request->route = find_route(&request->target, request->method, &allow);
	if (request->response != NULL || request->route != NULL)
		return request->route != NULL;
	if (request->fault == TARGET_NOWHERE || allow == NULL)
	{
		respond_error(request, MHD_HTTP_NOT_FOUND, "there is no such path", NULL);
		return false;
	}
	respond_error(request, MHD_HTTP_METHOD_NOT_ALLOWED, "the path has no such method", NULL);
	add_header(request->response, MHD_HTTP_HEADER_ALLOW, allow);
	return false;
}

/* The person of a session or of a proxy, for routes that need one. */
static bool
find_person(Request *request)
{
	if (request->route->kind < ROUTE_LOGOUT && request->route->kind != ROUTE_LOGIN)
		return true;
	if (settings.operator_header != NULL)
		return proxy_find_person(request);
	if (!session_find_person(request) && request->route->kind != ROUTE_LOGIN)
	{
		respond_not_signed_in(request);
		return false;
	}
	return true;
}

static void
respond_someone_else(Request *request)
{
	ErrorText	error = {
		.message = "someone else is signed in now",
		.hint = "What is done here would be theirs: load this page again.",
		.mode = settings.operator_header ? "proxy" : "login"
	};

	respond_error_text(request, MHD_HTTP_UNAUTHORIZED, &error);
}

/*
 * Whom a page takes its person for, percent-encoded in a header, or as a field of
 * what a browser sends no header with: it may have signed in someone else since,
 * in whose name nothing must be done that was meant by the one before.
 */
static bool
check_operator(Request *request)
{
	RouteKind	kind = request->route->kind;
	const char *header = request_header(request, "Ftf-Page-Operator");
	char	   *operator = header ? pg_strdup(header) : NULL;
	const char *meant = operator;

	if (kind < ROUTE_LOGOUT)
		meant = NULL;
	else if (operator != NULL && !decode_component(operator, false))
		respond_error(request, MHD_HTTP_BAD_REQUEST, "the operator's name is malformed", NULL);
	else if (operator == NULL && (kind == ROUTE_EVENTS || kind == ROUTE_VERIFY))
		meant = query_value(&request->target, "operator");
	if (request->response == NULL && meant != NULL &&
		strcmp(meant, request_person(request)) != 0)
		respond_someone_else(request);
	pg_free(operator);
	return request->response == NULL;
}

/* Is there room for what a statement is given, and for its answer? */
static bool
check_room(Request *request)
{
	const char *person = request_person(request);

	if (request->route->kind != ROUTE_QUERY && request->route->kind != ROUTE_EVENTS)
		return true;
	if (!held_has_room(person))
	{
		respond_busy(request);
		return false;
	}
	if (request->route->method == METHOD_POST)
		request->held = hold(person, parse_count(request_header(request, MHD_HTTP_HEADER_CONTENT_LENGTH),
												 PG_INT64_MAX));
	return true;
}

bool
request_admit(Request *request, const char *method)
{
	request->admitted = true;
	request->method = method;
	client_address(request);
	if (!check_header_forms(request) ||
		!check_single_headers(request) || !find_admitted_route(request) ||
		!check_host(request) || !check_origin(request) ||
		!check_body_headers(request) || !proxy_check_header(request) ||
		!find_person(request) || !check_operator(request))
		return false;
	if (!query_fits(request->route, &request->target))
	{
		respond_error(request, MHD_HTTP_BAD_REQUEST, "the query has a field too much, or lacks one", NULL);
		return false;
	}
	return check_room(request);
}
