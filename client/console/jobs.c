/*-------------------------------------------------------------------------
 *
 * jobs.c
 *	  What waits for the database is done by workers.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <pthread.h>

#include "common/logging.h"
#include "jobs.h"
#include "responses.h"

#define STACK_BYTES (512 * 1024)

typedef struct Limits
{
	int			running;
	int			running_per_person;
	int			waiting;
	int			waiting_per_person;
} Limits;

/* There is a worker for each that may run: no kind waits for another. */
static const Limits limits[JOB_KINDS] = {
	[JOB_QUERY] = {12, 4, 500, 120},
	[JOB_LOGIN] = {3, 3, 50, 50},
	[JOB_VERIFY] = {3, 2, 20, 4},
	[JOB_HEALTH] = {2, 2, 100, 100}
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static dlist_head queue = DLIST_STATIC_INIT(queue);
static dlist_head begun = DLIST_STATIC_INIT(begun);
static int	running[JOB_KINDS];
static int	waiting[JOB_KINDS];
static bool stopping;

/* Has the person of the job fewer of its kind in the list?  The lock is held. */
static bool
has_fewer(dlist_head *jobs, const Job *job, int most)
{
	int			count = 0;
	dlist_iter	iter;

	if (job->person == NULL)
		return true;
	dlist_foreach(iter, jobs)
	{
		Job		   *other = dlist_container(Job, node, iter.cur);

		count += other->kind == job->kind && other->person != NULL &&
			strcmp(other->person, job->person) == 0;
	}
	return count < most;
}

/* True: and the session's connection is claimed.  The lock is held. */
static bool
may_begin(Job *job)
{
	if (running[job->kind] >= limits[job->kind].running ||
		!has_fewer(&begun, job, limits[job->kind].running_per_person))
		return false;
	return job->session == NULL || session_try_claim(job->session);
}

/* The first job that may begin, taken out of the queue.  The lock is held. */
static Job *
take_job(void)
{
	dlist_iter	iter;

	dlist_foreach(iter, &queue)
	{
		Job		   *job = dlist_container(Job, node, iter.cur);

		if (!may_begin(job))
			continue;
		dlist_delete(&job->node);
		dlist_push_head(&begun, &job->node);
		waiting[job->kind]--;
		running[job->kind]++;
		return job;
	}
	return NULL;
}

void
jobs_wake(void)
{
	pthread_mutex_lock(&lock);
	pthread_cond_broadcast(&changed);
	pthread_mutex_unlock(&lock);
}

void
job_unclaim(Job *job)
{
	if (job->session == NULL)
		return;
	session_unclaim(job->session);
	session_release(job->session);
	job->session = NULL;
	jobs_wake();
}

static void
free_job(Job *job)
{
	if (job->session != NULL)
		session_release(job->session);
	if (job->stream != NULL)
		stream_release(job->stream);
	pg_free(job->person);
	pg_free(job->argument);
	pg_free(job);
}

static void
finish_job(Job *job)
{
	job_unclaim(job);
	if (job->request != NULL)
		MHD_resume_connection(job->request->connection);
	pthread_mutex_lock(&lock);
	dlist_delete(&job->node);
	running[job->kind]--;
	pthread_cond_broadcast(&changed);
	pthread_mutex_unlock(&lock);
	free_job(job);
}

static void *
work(void *arg)
{
	Worker		worker = {0};

	for (;;)
	{
		Job		   *job;

		pthread_mutex_lock(&lock);
		while ((job = take_job()) == NULL)
			pthread_cond_wait(&changed, &lock);
		pthread_mutex_unlock(&lock);
		job->run(job, &worker);
		finish_job(job);
	}
	return NULL;
}

void
jobs_init(void)
{
	pthread_attr_t attributes;
	pthread_t	thread;

	pthread_attr_init(&attributes);
	pthread_attr_setstacksize(&attributes, STACK_BYTES);
	pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
	for (int kind = 0; kind < JOB_KINDS; kind++)
	{
		for (int i = 0; i < limits[kind].running; i++)
		{
			errno = pthread_create(&thread, &attributes, work, NULL);
			if (errno != 0)
				pg_fatal("could not start a thread: %m");
		}
	}
	pthread_attr_destroy(&attributes);
}

/* False: there is too much waiting, or the end is near. */
static bool
add_job(Job *job)
{
	bool		added;

	pthread_mutex_lock(&lock);
	added = !stopping && waiting[job->kind] < limits[job->kind].waiting &&
		has_fewer(&queue, job, limits[job->kind].waiting_per_person);
	if (added)
	{
		if (job->request != NULL)
		{
			job->request->suspended = true;
			MHD_suspend_connection(job->request->connection);
		}
		dlist_push_tail(&queue, &job->node);
		waiting[job->kind]++;
		pthread_cond_signal(&changed);
	}
	pthread_mutex_unlock(&lock);
	return added;
}

static Job *
new_job(Request *request, JobKind kind, void (*run) (Job *job, Worker *worker))
{
	Job		   *job = pg_malloc0(sizeof(Job));

	job->kind = kind;
	job->run = run;
	if (request->session != NULL && kind != JOB_LOGIN)
		job->session = session_keep(request->session);
	if (request->session != NULL || request->person != NULL)
		job->person = pg_strdup(request_person(request));
	return job;
}

void
job_for_request(Request *request, JobKind kind,
				void (*run) (Job *job, Worker *worker))
{
	Job		   *job = new_job(request, kind, run);

	job->request = request;
	if (add_job(job))
		return;
	free_job(job);
	respond_busy(request);
}

bool
job_for_stream(Request *request, Stream *stream,
			   const char *argument,
			   void (*run) (Job *job, Worker *worker))
{
	Job		   *job = new_job(request, JOB_VERIFY, run);

	job->stream = stream_keep(stream);
	job->argument = argument ? pg_strdup(argument) : NULL;
	if (add_job(job))
		return true;
	free_job(job);
	return false;
}

bool
jobs_stop(const struct timespec *until)
{
	bool		idle = false;
	int			status = 0;

	pthread_mutex_lock(&lock);
	stopping = true;
	while (status == 0)
	{
		idle = true;
		for (int kind = 0; kind < JOB_KINDS; kind++)
			idle &= running[kind] == 0 && waiting[kind] == 0;
		if (idle)
			break;
		status = pthread_cond_clockwait(&changed, &lock, CLOCK_MONOTONIC, until);
	}
	pthread_mutex_unlock(&lock);
	return idle;
}
