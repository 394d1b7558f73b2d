/*-------------------------------------------------------------------------
 *
 * server.c
 *	  HTTP, by libmicrohttpd.
 *
 * Few threads serve all connections by epoll, and none of them ever waits:
 * what needs the database suspends its connection (jobs.c), and so do streams
 * of events while there is nothing to tell.  So an idle connection costs some
 * memory and no thread, and a slow query holds nobody else.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <unistd.h>

#include "admit.h"
#include "common/logging.h"
#include "connections.h"
#include "dispatch.h"
#include "log.h"
#include "server.h"
#include "settings.h"
#include "tls.h"

#define HTTP_THREADS 2
#define IDLE_SECONDS 30

/* A request's line and headers fit in half of it. */
#define CONNECTION_BYTES (64 * 1024)

static struct MHD_Daemon *daemon_handle;
static int	listen_fd = -1;

static void *
begin_request(void *arg, const char *uri, struct MHD_Connection *connection)
{
	/* its time counts from here; until here the connection was idle */
	connection_is_waiting(connection);
	return request_new(uri, connection);
}

/* Queues the answer that is there; MHD and the request both hold it. */
static enum MHD_Result
send_answer(Request *request)
{
	return MHD_queue_response(request->connection, request->status, request->response);
}

static bool
announces_body(Request *request)
{
	return request_header(request, MHD_HTTP_HEADER_CONTENT_LENGTH) != NULL ||
		request_header(request, MHD_HTTP_HEADER_TRANSFER_ENCODING) != NULL;
}

/*
 * Called when the headers are there, for each piece of the body, when all of
 * it is there, and again after a worker has answered.
 */
static enum MHD_Result
handle(void *arg, struct MHD_Connection *connection, const char *url,
	   const char *method, const char *version, const char *upload,
	   size_t *upload_size, void **context)
{
	Request    *request = *context;

	if (request->response != NULL)
	{
		*upload_size = 0;
		return send_answer(request);
	}
	if (!request->admitted)
	{
		/* an answer before the body closes the connection: only if one comes */
		if (request_admit(request, method) || !announces_body(request))
			return MHD_YES;
		return send_answer(request);
	}
	if (*upload_size > 0)
	{
		if (!request_add_body(request, upload, *upload_size))
			return MHD_NO;
		*upload_size = 0;
		return MHD_YES;
	}
	connection_is_answering(connection);
	dispatch(request);
	/* a worker may be writing its answer by now */
	return request->suspended ? MHD_YES : send_answer(request);
}

static void
end_request(void *arg, struct MHD_Connection *connection, void **context,
			enum MHD_RequestTerminationCode code)
{
	Request    *request = *context;

	if (request == NULL)
		return;
	if (request->admitted)
		log_request(request);
	connection_is_waiting(connection);
	request_free(request);
	*context = NULL;
}

static int
open_listener(void)
{
	struct sockaddr *address = (struct sockaddr *) &settings.address;
	int			on = 1;
	int			fd = socket(address->sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	if (fd < 0 ||
		setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) != 0 ||
		bind(fd, address, settings.address_length) != 0 ||
		listen(fd, SOMAXCONN) != 0)
		pg_fatal("could not listen on %s:%d: %m", settings.listen_host, settings.listen_port);
	return fd;
}

void
server_start(void)
{
	unsigned	flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME;
	struct MHD_OptionItem tls[] = {
		{MHD_OPTION_HTTPS_CERT_CALLBACK2, 0, tls_retrieve},
		{MHD_OPTION_HTTPS_PRIORITIES, 0, "NORMAL:-VERS-TLS1.0:-VERS-TLS1.1"},
		{MHD_OPTION_END, 0, NULL}
	};

	if (settings.tls)
		flags |= MHD_USE_TLS;
	else
		tls[0].option = MHD_OPTION_END;
	listen_fd = open_listener();
	daemon_handle = MHD_start_daemon(flags, 0, connection_policy, NULL, handle, NULL,
									 MHD_OPTION_LISTEN_SOCKET, listen_fd,
									 MHD_OPTION_THREAD_POOL_SIZE, HTTP_THREADS,
									 MHD_OPTION_CONNECTION_LIMIT, MAX_CONNECTIONS,
									 MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t) CONNECTION_BYTES,
									 MHD_OPTION_CONNECTION_TIMEOUT, IDLE_SECONDS,
									 MHD_OPTION_STRICT_FOR_CLIENT, 1,
									 MHD_OPTION_URI_LOG_CALLBACK, begin_request, NULL,
									 MHD_OPTION_NOTIFY_COMPLETED, end_request, NULL,
									 MHD_OPTION_NOTIFY_CONNECTION, connection_notify, NULL,
									 MHD_OPTION_ARRAY, tls,
									 MHD_OPTION_END);
	if (daemon_handle == NULL)
		pg_fatal("could not start the web server");
}

void
server_close_door(void)
{
	MHD_quiesce_daemon(daemon_handle);
	close(listen_fd);
}

void
server_stop(void)
{
	MHD_stop_daemon(daemon_handle);
}
