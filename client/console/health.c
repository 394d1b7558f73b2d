/*-------------------------------------------------------------------------
 *
 * health.c
 *	  /livez: does the console answer?  /healthz: does the database, too?
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <pthread.h>

#include "cli/clock.h"
#include "cli/connect_options.h"
#include "health.h"
#include "responses.h"
#include "store/session.h"

/* So often the database is asked, however often the console is. */
#define FRESH_S 2

/* Under the lock, which nobody holds while the database is asked. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t answered = PTHREAD_COND_INITIALIZER;
static bool is_asking;
static bool was_asked;
static time_t asked;			/* begun, if is_asking; else answered */
static bool answers;

/* Must the caller ask?  Then is_asking until note_answer. */
static bool
begin_asking(void)
{
	if (is_asking || (was_asked && seconds_now() - asked < FRESH_S))
		return false;
	is_asking = true;
	asked = seconds_now();
	return true;
}

static void
note_answer(bool answer)
{
	is_asking = false;
	was_asked = true;
	asked = seconds_now();
	answers = answer;
	pthread_cond_broadcast(&answered);
}

/*
 * One asks the database; the others take the answer before, which is the first
 * one's to wait for, or silence for a no if it has lasted too long.
 */
static bool
is_healthy(void)
{
	bool		healthy;

	pthread_mutex_lock(&lock);
	if (begin_asking())
	{
		bool		answer;

		pthread_mutex_unlock(&lock);
		answer = store_is_ready(&connect_options);
		pthread_mutex_lock(&lock);
		note_answer(answer);
	}
	while (!was_asked)
		pthread_cond_wait(&answered, &lock);
	healthy = answers && !(is_asking && seconds_now() - asked >= FRESH_S);
	pthread_mutex_unlock(&lock);
	return healthy;
}

void
run_health(Job *job, Worker *worker)
{
	bool		healthy = is_healthy();

	respond_json(job->request, healthy ? MHD_HTTP_OK : MHD_HTTP_SERVICE_UNAVAILABLE,
				 healthy ? "{\"healthy\": true}" : "{\"healthy\": false}");
}

void
answer_alive(Request *request)
{
	respond_json(request, MHD_HTTP_OK, "{\"alive\": true}");
}
