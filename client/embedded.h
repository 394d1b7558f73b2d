/*-------------------------------------------------------------------------
 *
 * embedded.h
 *	  The embedded store: a private PostgreSQL in the user's own directory.
 *
 * Its home is ftf_config below XDG_DATA_HOME (~/.local/share), which nobody
 * else may enter.  It has a socket and no TCP port, and lets in only the user
 * that runs it.  Everything here is done under its lock, and ends the process
 * where it fails.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_EMBEDDED_H
#define FTF_EMBEDDED_H

#define EMBEDDED_PORT "5432"	/* names the socket, no more */

typedef struct Embedded
{
	char	   *home;
	char	   *data;			/* in it: the data directory, once it is whole */
	char	   *log;
	int			lock;			/* held until the process ends */
} Embedded;

/* Where a running server is. */
typedef struct EmbeddedServer
{
	long		pid;
	char	   *socket_directory;
	char	   *port;
} EmbeddedServer;

/*
 * Finds the home and waits for its lock.  create: makes it where it isn't.
 * False: it isn't there.
 */
extern bool embedded_open(Embedded *embedded, bool create);

/* Makes the data directory, unless it is there. */
extern void embedded_make(const Embedded *embedded);

/* False: no server runs on it. */
extern bool embedded_find_server(const Embedded *embedded,
								 EmbeddedServer *server);

/* Starts the server and waits until it answers. */
extern void embedded_start(const Embedded *embedded, EmbeddedServer *server);

/* Ends it in fast mode, and waits until it is gone. */
extern void embedded_stop(const Embedded *embedded,
						  const EmbeddedServer *server);

/* Removes everything.  No server may run. */
extern void embedded_destroy(const Embedded *embedded);

#endif							/* FTF_EMBEDDED_H */
