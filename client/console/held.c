/*-------------------------------------------------------------------------
 *
 * held.c
 *	  What is in memory for people.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <pthread.h>

#include "held.h"
#include "lib/ilist.h"

#define MAX_BYTES (160 * 1024 * 1024)
#define MAX_BYTES_PER_PERSON (40 * 1024 * 1024)

struct Held
{
	PGresult   *result;			/* of an answer; or NULL */
	char	   *person;
	size_t		bytes;
	dlist_node	node;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static dlist_head all_held = DLIST_STATIC_INIT(all_held);

bool
held_has_room(const char *person)
{
	size_t		all = 0;
	size_t		own = 0;
	dlist_iter	iter;

	pthread_mutex_lock(&lock);
	dlist_foreach(iter, &all_held)
	{
		Held	   *held = dlist_container(Held, node, iter.cur);

		all += held->bytes;
		if (strcmp(held->person, person) == 0)
			own += held->bytes;
	}
	pthread_mutex_unlock(&lock);
	return all < MAX_BYTES && own < MAX_BYTES_PER_PERSON;
}

static Held *
new_held(const char *person, size_t bytes, PGresult *result)
{
	Held	   *held = pg_malloc0(sizeof(Held));

	held->person = pg_strdup(person);
	held->bytes = bytes;
	held->result = result;
	pthread_mutex_lock(&lock);
	dlist_push_head(&all_held, &held->node);
	pthread_mutex_unlock(&lock);
	return held;
}

Held *
hold(const char *person, size_t bytes)
{
	return new_held(person, bytes, NULL);
}

void
let_go(Held *held)
{
	if (held == NULL)
		return;
	pthread_mutex_lock(&lock);
	dlist_delete(&held->node);
	pthread_mutex_unlock(&lock);
	PQclear(held->result);
	pg_free(held->person);
	pg_free(held);
}

/* MHD is done with the answer. */
static void
let_go_of_answer(void *arg)
{
	let_go(arg);
}

struct MHD_Response *
held_response(const char *person, PGresult *result)
{
	Held	   *held = new_held(person, PQresultMemorySize(result), result);

	return MHD_create_response_from_buffer_with_free_callback_cls(PQgetlength(result, 0, 0),
																  PQgetvalue(result, 0, 0),
																  let_go_of_answer, held);
}
