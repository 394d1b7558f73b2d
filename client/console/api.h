/*-------------------------------------------------------------------------
 *
 * api.h
 *	  Running the statement of a route, and what its result means in HTTP.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CONSOLE_API_H
#define FTF_CONSOLE_API_H

#include "jobs.h"

/* A job's work: one statement of a route of kind ROUTE_QUERY. */
extern void run_route(Job *job, Worker *worker);

/* Without a connection: why. */
extern void respond_not_open(Request *request, StoreOpening opening);

/*
 * The connection by which a job's request is answered: its session's, or the
 * service role's.  NULL: it can't be opened, and the request has an answer.
 */
extern Store *open_for_job(Job *job, Worker *worker);

#endif							/* FTF_CONSOLE_API_H */
