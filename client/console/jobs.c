/*-------------------------------------------------------------------------
 *
 * jobs.c
 *	  What waits for the database is done by workers.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <pthread.h>
#include <time.h>

#include "common/logging.h"
#include "held.h"
#include "jobs.h"
#include "responses.h"

#define STACK_BYTES (512 * 1024)

/* There is a worker for each that may run: no kind waits for another. */
static const int most_running[JOB_KINDS] = {
	[JOB_QUERY] = 12,[JOB_LOGIN] = 3,[JOB_VERIFY] = 3,[JOB_HEALTH] = 2
};
static const int most_waiting[JOB_KINDS] = {
	[JOB_QUERY] = 500,[JOB_LOGIN] = 50,[JOB_VERIFY] = 20,[JOB_HEALTH] = 100
};

/* Of people who share the console's role. */
#define MOST_RUNNING_PER_PERSON 4

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static Job *first;
static Job *last;
static Job *begun;				/* jobs that run */
static int	running[JOB_KINDS];
static int	waiting[JOB_KINDS];
static bool stopping;

static int
running_of(const char *person)
{
	int			count = 0;

	for (Job *job = begun; job != NULL; job = job->next)
		count += job->person != NULL && strcmp(job->person, person) == 0;
	return count;
}

/* True: and the session's connection is claimed.  The lock is held. */
static bool
may_begin(Job *job)
{
	if (running[job->kind] >= most_running[job->kind] ||
		(job->person != NULL && running_of(job->person) >= MOST_RUNNING_PER_PERSON))
		return false;
	return job->session == NULL || session_try_claim(job->session);
}

/* The first job that may begin, taken out of the queue.  The lock is held. */
static Job *
take_job(void)
{
	Job		   *previous = NULL;

	for (Job *job = first; job != NULL; previous = job, job = job->next)
	{
		if (!may_begin(job))
			continue;
		if (previous != NULL)
			previous->next = job->next;
		else
			first = job->next;
		if (last == job)
			last = previous;
		waiting[job->kind]--;
		running[job->kind]++;
		job->next = begun;
		begun = job;
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
	Job		  **link = &begun;

	job_unclaim(job);
	if (job->request != NULL)
		MHD_resume_connection(job->request->connection);
	pthread_mutex_lock(&lock);
	while (*link != job)
		link = &(*link)->next;
	*link = job->next;
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
		for (int i = 0; i < most_running[kind]; i++)
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
	added = !stopping && waiting[job->kind] < most_waiting[job->kind];
	if (added)
	{
		if (job->request != NULL)
		{
			job->request->suspended = true;
			MHD_suspend_connection(job->request->connection);
		}
		if (last != NULL)
			last->next = job;
		else
			first = job;
		last = job;
		waiting[job->kind]++;
		pthread_cond_signal(&changed);
	}
	pthread_mutex_unlock(&lock);
	return added;
}

static Job *
new_job(JobKind kind, Session *session, void (*run) (Job *job, Worker *worker))
{
	Job		   *job = pg_malloc0(sizeof(Job));

	job->kind = kind;
	job->run = run;
	if (session != NULL)
		job->session = session_keep(session);
	return job;
}

void
job_for_request(Request *request, JobKind kind,
				void (*run) (Job *job, Worker *worker))
{
	Job		   *job = new_job(kind, kind == JOB_LOGIN ? NULL : request->session, run);

	job->request = request;
	job->person = request->person ? pg_strdup(request->person) : NULL;
	if ((kind != JOB_QUERY || held_has_room(request_person(request))) && add_job(job))
		return;
	free_job(job);
	respond_error(request, MHD_HTTP_SERVICE_UNAVAILABLE, "too much is waiting already", "Try again in a moment.");
	add_header(request->response, MHD_HTTP_HEADER_RETRY_AFTER, "2");
}

bool
job_for_stream(Stream *stream, Session *session,
			   const char *argument,
			   void (*run) (Job *job, Worker *worker))
{
	Job		   *job = new_job(JOB_VERIFY, session, run);

	job->stream = stream_keep(stream);
	job->argument = argument ? pg_strdup(argument) : NULL;
	if (add_job(job))
		return true;
	free_job(job);
	return false;
}

bool
jobs_stop(int seconds)
{
	struct timespec until;
	bool		idle = false;
	int			status = 0;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += seconds;
	pthread_mutex_lock(&lock);
	stopping = true;
	while (status == 0)
	{
		idle = true;
		for (int kind = 0; kind < JOB_KINDS; kind++)
			idle &= running[kind] == 0 && waiting[kind] == 0;
		if (idle)
			break;
		status = pthread_cond_timedwait(&changed, &lock, &until);
	}
	pthread_mutex_unlock(&lock);
	return idle;
}
