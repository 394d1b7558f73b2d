/*-------------------------------------------------------------------------
 *
 * home.h
 *	  The embedded store: a private PostgreSQL in the user's own directory.
 *
 * Its home is ftf_config below XDG_DATA_HOME (~/.local/share), which nobody
 * else may enter.  It has a socket and no TCP port, and lets in only the user
 * that runs it.  Everything here is done under its lock, and ends the process
 * where it fails.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_EMBEDDED_HOME_H
#define FTF_EMBEDDED_HOME_H

#define EMBEDDED_PORT "5432"	/* names the socket, no more */

typedef struct Embedded
{
	char	   *home;
	char	   *data;			/* in it: the data directory, once it is whole */
	char	   *log;
	int			lock;			/* held until the process ends */
} Embedded;

/* Lines of postmaster.pid, from 0; the last is written last. */
enum
{
	LINE_PID = 0,
	LINE_PORT = 3,
	LINE_SOCKET_DIRECTORY = 4,
	LINE_SHARED_MEMORY = 6,
	LINE_STATUS = 7,
	LINE_COUNT
};

typedef struct PidFile
{
	char		lines[LINE_COUNT][MAXPGPATH];
} PidFile;

/*
 * Finds the home and waits for its lock.  create: makes it where it isn't.
 * False: it isn't there.
 */
extern bool embedded_open(Embedded *embedded, bool create);

/* Makes the data directory, unless it is there. */
extern void embedded_make(const Embedded *embedded);

/* Removes everything.  No server may run. */
extern void embedded_destroy(const Embedded *embedded);

/* False: there is no postmaster.pid.  Missing lines are empty. */
extern bool embedded_read_pid_file(const Embedded *embedded, PidFile *file);

/*
 * A server works in its data directory.  A process that only has the number of
 * one that crashed does not.  Where the system does not tell, it is believed.
 */
extern bool embedded_runs_in(long pid, const char *data);

#endif							/* FTF_EMBEDDED_HOME_H */
