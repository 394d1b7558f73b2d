/*-------------------------------------------------------------------------
 *
 * jobs.h
 *	  What waits for the database is done by workers, while the request's
 *	  connection is suspended: the threads that serve HTTP never wait.
 *
 * A job of a session is begun when no other one has the session's connection.
 * Each kind of job has workers enough of its own, of which one person, however
 * many their sessions, takes some and no more.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CONSOLE_JOBS_H
#define FTF_CONSOLE_JOBS_H

#include <time.h>

#include "lib/ilist.h"
#include "request.h"
#include "stream.h"

/* A worker's own connection as the console's service role, behind a proxy. */
typedef struct Worker
{
	Store		service;
} Worker;

typedef enum JobKind
{
	JOB_QUERY,
	JOB_LOGIN,
	JOB_VERIFY,
	JOB_HEALTH
} JobKind;

#define JOB_KINDS 4

typedef struct Job
{
	JobKind		kind;
	void		(*run) (struct Job *job, Worker *worker);
	Request    *request;		/* answered and resumed after run; or NULL */
	char	   *person;			/* who asked for it; or NULL: nobody known */
	Session    *session;		/* whose connection is claimed; or NULL */
	Stream	   *stream;			/* what run writes to; or NULL */
	char	   *argument;
	dlist_node	node;
} Job;

/* Starts the workers, before anything else is done. */
extern void jobs_init(void);

/*
 * Suspends the request's connection until a worker has answered it.  If too
 * much is waiting, answers 503 at once.
 */
extern void job_for_request(Request *request, JobKind kind,
							void (*run) (Job *job, Worker *worker));

/* A job that writes to the request's stream; false: too much is waiting. */
extern bool job_for_stream(Request *request, Stream *stream,
						   const char *argument,
						   void (*run) (Job *job, Worker *worker));

/* Gives the session's connection free before the job is at its end. */
extern void job_unclaim(Job *job);

/* A session's connection was given free by someone who is no worker. */
extern void jobs_wake(void);

/*
 * No new jobs; waits until the workers are idle, but no longer than to this
 * time on CLOCK_MONOTONIC.
 */
extern bool jobs_stop(const struct timespec *until);

#endif							/* FTF_CONSOLE_JOBS_H */
