/*-------------------------------------------------------------------------
 *
 * server.h
 *	  The embedded store's server: found, started, ended.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_EMBEDDED_SERVER_H
#define FTF_EMBEDDED_SERVER_H

#include "home.h"

/* Where a running server is. */
typedef struct EmbeddedServer
{
	long		pid;
	char	   *socket_directory;
	char	   *port;
} EmbeddedServer;

/* False: no server runs on it. */
extern bool embedded_find_server(const Embedded *embedded,
								 EmbeddedServer *server);

/* Starts the server and waits until it answers. */
extern void embedded_start(const Embedded *embedded, EmbeddedServer *server);

/* Ends it in fast mode, and waits until it is gone. */
extern void embedded_stop(const Embedded *embedded,
						  const EmbeddedServer *server);

#endif							/* FTF_EMBEDDED_SERVER_H */
