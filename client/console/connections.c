/*-------------------------------------------------------------------------
 *
 * connections.c
 *	  TCP connections: how many from where, and how long each may take.
 *
 * MHD's own timeout begins anew with each byte, which a slow sender knows.
 * This one is for the request as a whole, and for the rest before it.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <pthread.h>

#include "addresses.h"
#include "cli/clock.h"
#include "connections.h"
#include "lib/ilist.h"

#define MAX_PER_ADDRESS 100
#define REQUEST_SECONDS 30

typedef struct Connection
{
	int			fd;
	Address		address;
	time_t		waits_since;	/* 0: it doesn't, but is being answered */
	dlist_node	node;
} Connection;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static dlist_head connections = DLIST_STATIC_INIT(connections);

/* Behind a proxy, and on one's own machine, one address is many people. */
enum MHD_Result
connection_policy(void *arg, const struct sockaddr *from, socklen_t length)
{
	Address		address;
	int			count = 0;
	dlist_iter	iter;

	if (!address_of(from, &address))
		return MHD_NO;
	if (address_is_loopback(from) || is_trusted(&address))
		return MHD_YES;
	pthread_mutex_lock(&lock);
	dlist_foreach(iter, &connections)
		count += same_customer(&dlist_container(Connection, node, iter.cur)->address, &address);
	pthread_mutex_unlock(&lock);
	return count < MAX_PER_ADDRESS ? MHD_YES : MHD_NO;
}

static void
add_connection(struct MHD_Connection *connection, void **context)
{
	Connection *added = pg_malloc0(sizeof(Connection));

	added->fd = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
	address_of(MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr,
			   &added->address);
	added->waits_since = seconds_now();
	*context = added;
	pthread_mutex_lock(&lock);
	dlist_push_head(&connections, &added->node);
	pthread_mutex_unlock(&lock);
}

/* Before MHD closes the descriptor. */
static void
remove_connection(Connection *removed)
{
	pthread_mutex_lock(&lock);
	dlist_delete(&removed->node);
	pthread_cond_broadcast(&changed);
	pthread_mutex_unlock(&lock);
	pg_free(removed);
}

void
connection_notify(void *arg, struct MHD_Connection *connection, void **context,
				  enum MHD_ConnectionNotificationCode code)
{
	if (code == MHD_CONNECTION_NOTIFY_STARTED)
		add_connection(connection, context);
	else if (*context != NULL)
		remove_connection(*context);
}

static void
set_waiting(struct MHD_Connection *connection, time_t since)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

	if (info == NULL || info->socket_context == NULL)
		return;
	pthread_mutex_lock(&lock);
	((Connection *) info->socket_context)->waits_since = since;
	pthread_cond_broadcast(&changed);
	pthread_mutex_unlock(&lock);
}

void
connection_is_answering(struct MHD_Connection *connection)
{
	set_waiting(connection, 0);
}

void
connection_is_waiting(struct MHD_Connection *connection)
{
	set_waiting(connection, seconds_now());
}

void
connections_tick(void)
{
	time_t		now = seconds_now();
	dlist_iter	iter;

	pthread_mutex_lock(&lock);
	dlist_foreach(iter, &connections)
	{
		Connection *each = dlist_container(Connection, node, iter.cur);

		if (each->waits_since != 0 && now - each->waits_since >= REQUEST_SECONDS)
			shutdown(each->fd, SHUT_RDWR);
	}
	pthread_mutex_unlock(&lock);
}

/* The lock is held. */
static bool
is_any_being_answered(void)
{
	dlist_iter	iter;

	dlist_foreach(iter, &connections)
	{
		if (dlist_container(Connection, node, iter.cur)->waits_since == 0)
			return true;
	}
	return false;
}

void
connections_finish(const struct timespec *until)
{
	int			status = 0;

	pthread_mutex_lock(&lock);
	while (status == 0 && is_any_being_answered())
		status = pthread_cond_clockwait(&changed, &lock, CLOCK_MONOTONIC, until);
	pthread_mutex_unlock(&lock);
}
