/*-------------------------------------------------------------------------
 *
 * dispatch.c
 *	  What becomes of a request that is whole.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "api.h"
#include "assets.h"
#include "body.h"
#include "dispatch.h"
#include "events.h"
#include "health.h"
#include "jobs.h"
#include "login.h"
#include "responses.h"
#include "verify.h"

static bool
read_body(Request *request)
{
	const char *fault;

	if (request->route->method != METHOD_POST)
		return true;
	request->json = parse_body(request->route, request->body ? request->body : "",
							   request->body_length, &fault);
	if (request->json == NULL)
	{
		respond_error(request, MHD_HTTP_BAD_REQUEST, fault, NULL);
		return false;
	}
	/* the database gets the text; its parts take many times as much */
	if (request->route->kind != ROUTE_LOGIN)
	{
		json_decref(request->json);
		request->json = NULL;
	}
	return true;
}

void
dispatch(Request *request)
{
	if (!read_body(request))
		return;
	switch (request->route->kind)
	{
		case ROUTE_PAGE:
			answer_page(request);
			break;
		case ROUTE_ASSET:
			answer_asset(request);
			break;
		case ROUTE_ALIVE:
			answer_alive(request);
			break;
		case ROUTE_HEALTH:
			job_for_request(request, JOB_HEALTH, run_health);
			break;
		case ROUTE_LOGIN:
			job_for_request(request, JOB_LOGIN, run_login);
			break;
		case ROUTE_LOGOUT:
			answer_logout(request);
			break;
		case ROUTE_QUERY:
			job_for_request(request, JOB_QUERY, run_route);
			break;
		case ROUTE_VERIFY:
			answer_verify(request);
			break;
		case ROUTE_EVENTS:
			answer_events(request);
			break;
	}
}
