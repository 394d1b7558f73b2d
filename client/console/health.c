/*-------------------------------------------------------------------------
 *
 * health.c
 *	  Can the console serve, that is: does the database answer?
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <pthread.h>
#include <time.h>

#include "api.h"
#include "cli.h"
#include "store_session.h"

/* So often the database is asked, however often the console is. */
#define FRESH_S 2

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static time_t asked;
static bool answers;

static bool
is_healthy(void)
{
	struct timespec now;
	bool		healthy;

	clock_gettime(CLOCK_MONOTONIC, &now);
	pthread_mutex_lock(&lock);
	if (asked == 0 || now.tv_sec - asked >= FRESH_S)
	{
		answers = store_is_ready(&connect_options);
		asked = now.tv_sec;
	}
	healthy = answers;
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
