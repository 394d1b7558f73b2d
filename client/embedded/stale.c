/*-------------------------------------------------------------------------
 *
 * stale.c
 *	  Lock files of an embedded server that crashed.
 *
 * PostgreSQL removes them itself, unless the number in them is that of some
 * process by now, or they are empty.  Here they are removed where it is sure
 * that nobody uses the data: no process works in the directory, as a server
 * and all that it started do; nothing listens at its sockets; nobody has its
 * shared memory.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <ctype.h>
#include <dirent.h>
#include <signal.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "cli/fail.h"
#include "cli/shell_quoted.h"
#include "common/logging.h"
#include "stale.h"

static char *
socket_path(const char *directory, const char *port)
{
	return psprintf("%s/.s.PGSQL.%s", directory, port);
}

/* Does PostgreSQL take it for the file of a server that runs? */
static bool
blocks_start(const char *path)
{
	FILE	   *file = fopen(path, "r");
	char		line[32] = "";
	long		pid;

	if (file == NULL)
		return false;
	if (fgets(line, sizeof(line), file) == NULL)
		line[0] = '\0';
	fclose(file);
	pid = labs(strtol(line, NULL, 10));
	return pid == 0 || kill(pid, 0) == 0;
}

/* A process that works in the directory, or 0; -1: the system does not tell. */
static long
find_process_in(const char *data)
{
	DIR		   *processes = access("/proc/self", F_OK) == 0 ? opendir("/proc") : NULL;
	struct dirent *entry;
	long		found = 0;

	if (processes == NULL)
		return -1;
	while (found == 0 && (entry = readdir(processes)) != NULL)
	{
		if (isdigit((unsigned char) entry->d_name[0]) &&
			embedded_runs_in(atol(entry->d_name), data))
			found = atol(entry->d_name);
	}
	closedir(processes);
	return found;
}

/* What can't be asked counts as listening; a path may be too long for any. */
static bool
is_listened_at(const char *path)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	bool		refused;
	int			fd;

	if (strlcpy(address.sun_path, path, sizeof(address.sun_path)) >= sizeof(address.sun_path))
		return false;
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);
	if (fd < 0)
		fail(EXIT_OTHER, NULL, "could not make a socket: %m");
	refused = connect(fd, (struct sockaddr *) &address, sizeof(address)) != 0 &&
		(errno == ECONNREFUSED || errno == ENOENT);
	close(fd);
	return !refused;
}

/* line: "key id", or something else where the server hadn't got any. */
static bool
is_memory_attached(const char *line)
{
	unsigned long key;
	int			id;
	struct shmid_ds segment;

	return sscanf(line, "%lu %d", &key, &id) == 2 &&
		shmctl(id, IPC_STAT, &segment) == 0 && segment.shm_nattch > 0;
}

/* Why it isn't sure that nobody uses the data; NULL: it is. */
static const char *
find_use(const Embedded *embedded)
{
	long		pid = find_process_in(embedded->data);
	char	   *sockets[2] = {socket_path(embedded->home, EMBEDDED_PORT)};
	PidFile		file;

	if (pid < 0)
		return "This system does not tell which processes work in its directory.";
	if (pid > 0)
		return psprintf("The process %ld works in its directory.", pid);
	(void) embedded_read_pid_file(embedded, &file);
	sockets[1] = socket_path(file.lines[LINE_SOCKET_DIRECTORY], file.lines[LINE_PORT]);
	for (int i = 0; i < (int) lengthof(sockets); i++)
	{
		if (is_listened_at(sockets[i]))
			return psprintf("Something listens at \"%s\".", sockets[i]);
	}
	if (is_memory_attached(file.lines[LINE_SHARED_MEMORY]))
		return psprintf("Some process has the shared memory that it names: %s.",
						file.lines[LINE_SHARED_MEMORY]);
	return NULL;
}

/* path: the file without which it would be PostgreSQL's to find that out. */
static void
refuse_use(const Embedded *embedded, const char *path)
{
	const char *use = find_use(embedded);

	if (use == NULL)
		return;
	fail_with_detail(EXIT_OTHER, use,
					 psprintf("If that is no server of the store: rm %s", shell_quoted(path)),
					 "the store may be in use by a server that \"%s\" does not name", path);
}

static char *
pid_file_path(const Embedded *embedded)
{
	return psprintf("%s/postmaster.pid", embedded->data);
}

void
embedded_refuse_use(const Embedded *embedded)
{
	char	   *path = pid_file_path(embedded);

	if (blocks_start(path))
		refuse_use(embedded, path);
}

void
embedded_remove_stale(const Embedded *embedded, const char *socket_directory)
{
	char	   *paths[] = {
		psprintf("%s.lock", socket_path(socket_directory, EMBEDDED_PORT)),
		pid_file_path(embedded)
	};

	embedded_refuse_use(embedded);
	/* the last to go tells most of how the data may be in use */
	for (int i = 0; i < (int) lengthof(paths); i++)
	{
		if (!blocks_start(paths[i]))
			continue;
		refuse_use(embedded, paths[i]);
		if (unlink(paths[i]) != 0)
			fail(EXIT_OTHER, NULL, "could not remove \"%s\": %m", paths[i]);
		pg_log_info("removed \"%s\", left by a server that crashed", paths[i]);
	}
}
