/*-------------------------------------------------------------------------
 *
 * routes.c
 *	  Which route a request takes.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "api_routes.h"
#include "routes.h"

#define LOGIN_BODY (16 * 1024)
#define LOGOUT_BODY 64

static const Route other_routes[] = {
	{ROUTE_PAGE, METHOD_GET, "/"},
	{ROUTE_PAGE, METHOD_GET, "/parameters"},
	{ROUTE_PAGE, METHOD_GET, "/parameters/*"},
	{ROUTE_PAGE, METHOD_GET, "/history"},
	{ROUTE_PAGE, METHOD_GET, "/runs"},
	{ROUTE_PAGE, METHOD_GET, "/runs/compare"},
	{ROUTE_PAGE, METHOD_GET, "/integrity"},
	{ROUTE_PAGE, METHOD_GET, "/login"},
	{ROUTE_ASSET, METHOD_GET, "/assets/*"},
	{ROUTE_ASSET, METHOD_GET, "/assets/*/*"},
	{ROUTE_ALIVE, METHOD_GET, "/livez"},
	{ROUTE_HEALTH, METHOD_GET, "/healthz"},
	{ROUTE_LOGIN, METHOD_POST, "/api/login", LOGIN_BODY, {{"user", FIELD_TEXT}, {"password", FIELD_TEXT}}},
	{ROUTE_LOGOUT, METHOD_POST, "/api/logout", LOGOUT_BODY},
	{ROUTE_VERIFY, METHOD_GET, "/api/verify",.parameters = {{PARAMETER_QUERY, "anchor"}, {PARAMETER_QUERY, "operator"}}},
	{ROUTE_EVENTS, METHOD_GET, "/api/events",.parameters = {{PARAMETER_QUERY, "operator"}}},
	{0}
};

static const Route *const tables[] = {other_routes, api_routes};

static bool
path_fits(const char *pattern, const Target *target)
{
	for (int i = 0; i < target->nsegments; i++)
	{
		size_t		length;

		if (*pattern != '/')
			return false;
		length = strcspn(++pattern, "/");
		if (length == 0)
			return false;
		if (*pattern != '*' &&
			(strlen(target->segments[i]) != length ||
			 strncmp(target->segments[i], pattern, length) != 0))
			return false;
		pattern += length;
	}
	return target->nsegments == 0 ? strcmp(pattern, "/") == 0 : *pattern == '\0';
}

static bool
method_fits(Method method, const char *name)
{
	if (method == METHOD_POST)
		return strcmp(name, "POST") == 0;
	return strcmp(name, "GET") == 0 || strcmp(name, "HEAD") == 0;
}

const Route *
find_route(const Target *target, const char *method, const char **allow)
{
	bool		gets = false;
	bool		posts = false;

	*allow = NULL;
	for (int i = 0; i < (int) lengthof(tables); i++)
	{
		for (const Route *route = tables[i]; route->path != NULL; route++)
		{
			if (!path_fits(route->path, target))
				continue;
			if (method_fits(route->method, method))
				return route;
			gets |= route->method == METHOD_GET;
			posts |= route->method == METHOD_POST;
		}
	}
	if (gets || posts)
		*allow = !posts ? "GET, HEAD" : !gets ? "POST" : "GET, HEAD, POST";
	return NULL;
}

const char *
path_variable(const Route *route, const Target *target)
{
	size_t		length = strlen(route->path);

	if (length == 0 || route->path[length - 1] != '*' || target->nsegments == 0)
		return NULL;
	return target->segments[target->nsegments - 1];
}

bool
query_fits(const Route *route, const Target *target)
{
	/* a page's address holds what the page wants, such as its filter */
	if (route->kind == ROUTE_PAGE || route->kind == ROUTE_ASSET)
		return true;
	for (int i = 0; i < target->nquery; i++)
	{
		bool		known = false;

		for (const Parameter *parameter = route->parameters;
			 parameter->source != PARAMETER_NONE; parameter++)
			known |= parameter->source == PARAMETER_QUERY &&
				strcmp(parameter->name, target->query[i].name) == 0;
		if (!known)
			return false;
	}
	for (const Parameter *parameter = route->parameters;
		 parameter->source != PARAMETER_NONE; parameter++)
	{
		if (parameter->source == PARAMETER_QUERY && parameter->required &&
			query_value(target, parameter->name) == NULL)
			return false;
	}
	return true;
}
