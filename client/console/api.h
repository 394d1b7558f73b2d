/*-------------------------------------------------------------------------
 *
 * api.h
 *	  What the routes do, once a request is whole.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONSOLE_API_H
#define CONSOLE_API_H

#include "jobs.h"
#include "responses.h"

/*
 * Answers the request, or suspends it until a worker has answered it.  Runs in
 * a thread that serves HTTP: it doesn't wait.
 */
extern void dispatch(Request *request);

/* A job's work: one statement of a route of kind ROUTE_QUERY. */
extern void run_route(Job *job, Worker *worker);

/* login.c */
extern void run_login(Job *job, Worker *worker);
extern void answer_logout(Request *request);

/* verify.c */
extern void answer_verify(Request *request);

/* events.c: the thread that listens, and one more page to tell. */
extern void events_init(void);
extern void answer_events(Request *request);

/* health.c */
extern void run_health(Job *job, Worker *worker);
extern void answer_alive(Request *request);

/* assets.c */
extern void answer_page(Request *request);
extern void answer_asset(Request *request);

/* Without a connection: why. */
extern void respond_not_open(Request *request, StoreOpening opening);

/*
 * The connection by which a job's request is answered: its session's, or the
 * service role's.  NULL: it can't be opened, and the request has an answer.
 */
extern Store *open_for_job(Job *job, Worker *worker);

#endif							/* CONSOLE_API_H */
