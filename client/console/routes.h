/*-------------------------------------------------------------------------
 *
 * routes.h
 *	  The table of routes: what is not in it does not exist.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CONSOLE_ROUTES_H
#define FTF_CONSOLE_ROUTES_H

#include "parse.h"

typedef enum Method
{
	METHOD_GET,					/* HEAD too */
	METHOD_POST
} Method;

typedef enum RouteKind
{
	ROUTE_PAGE,					/* index.html: pages find their way themselves */
	ROUTE_ASSET,
	ROUTE_ALIVE,				/* the console itself */
	ROUTE_HEALTH,				/* the database, too */
	ROUTE_LOGIN,
	ROUTE_LOGOUT,
	ROUTE_QUERY,				/* one statement, whose JSON is the answer */
	ROUTE_VERIFY,
	ROUTE_EVENTS
} RouteKind;

/* Where a statement's parameter comes from; all of them are text or null. */
typedef enum ParameterSource
{
	PARAMETER_NONE,				/* ends the list */
	PARAMETER_PATH,				/* the path's variable segment */
	PARAMETER_QUERY,			/* a field of the query; null if not given */
	PARAMETER_BODY,				/* the whole body, JSON text */
	PARAMETER_PERSON,			/* the operator whom a proxy named, or null */
	PARAMETER_SERVER			/* which server it is, for people */
} ParameterSource;

typedef struct Parameter
{
	ParameterSource source;
	const char *name;			/* of a query's field */
	bool		required;
} Parameter;

typedef enum FieldType
{
	FIELD_TEXT,
	FIELD_NUMBER,				/* a whole one */
	FIELD_OBJECT
} FieldType;

/* A field of the body; no others are allowed. */
typedef struct BodyField
{
	const char *name;			/* NULL ends the list */
	FieldType	type;
	bool		nullable;		/* may be null or left out */
} BodyField;

#define MAX_PARAMETERS 8
#define MAX_BODY_FIELDS 5

typedef struct Route
{
	RouteKind	kind;
	Method		method;
	const char *path;			/* "*" stands for one segment */
	size_t		max_body;
	BodyField	fields[MAX_BODY_FIELDS];
	const char *sql;
	const char *check;			/* after sql, in its transaction: an error
								 * object (then all is undone), or null */
	const char *without_access; /* instead of sql, where the role may not read */
	Parameter	parameters[MAX_PARAMETERS];
} Route;

/*
 * The route of a path.  NULL: there is none, and allow tells which methods the
 * path has (NULL: it doesn't exist).  method as HTTP names it.
 */
extern const Route *find_route(const Target *target, const char *method,
							   const char **allow);

/* The path's variable segment, or NULL. */
extern const char *path_variable(const Route *route, const Target *target);

/* Does the query hold what the route needs, and nothing else? */
extern bool query_fits(const Route *route, const Target *target);

#endif							/* FTF_CONSOLE_ROUTES_H */
