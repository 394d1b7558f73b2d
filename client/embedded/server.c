/*-------------------------------------------------------------------------
 *
 * server.c
 *	  The embedded store's server: found, started, ended.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <signal.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/clock.h"
#include "cli/fail.h"
#include "common/logging.h"
#include "lib/stringinfo.h"
#include "programs.h"
#include "server.h"
#include "stale.h"

#define STOP_SECONDS 120

bool
embedded_find_server(const Embedded *embedded, EmbeddedServer *server)
{
	PidFile		file;

	if (!embedded_read_pid_file(embedded, &file))
		return false;
	server->pid = strtol(file.lines[LINE_PID], NULL, 10);
	server->port = pg_strdup(file.lines[LINE_PORT]);
	server->socket_directory = pg_strdup(file.lines[LINE_SOCKET_DIRECTORY]);
	return embedded_runs_in(server->pid, embedded->data);
}

/* A comma would separate hosts; the kernel takes 107 bytes. */
static bool
is_fit_for_socket(const char *directory)
{
	return directory[0] == '/' && strchr(directory, ',') == NULL &&
		strlen(directory) + strlen("/.s.PGSQL." EMBEDDED_PORT) <
		sizeof(((struct sockaddr_un *) NULL)->sun_path);
}

static const char *
choose_socket_directory(const Embedded *embedded)
{
	const char *runtime = getenv("XDG_RUNTIME_DIR");
	char	   *directory;
	struct stat info;

	if (is_fit_for_socket(embedded->home))
		return embedded->home;
	directory = psprintf("%s/ftf_config", runtime ? runtime : "");
	if (runtime == NULL || !is_fit_for_socket(directory))
		fail(EXIT_OTHER, "Set XDG_DATA_HOME or XDG_RUNTIME_DIR to a shorter path.",
			 "the path \"%s\" is too long for a socket, or has a comma", embedded->home);
	if (mkdir(directory, S_IRWXU) != 0 && errno != EEXIST)
		fail(EXIT_OTHER, NULL, "could not make \"%s\": %m", directory);
	if (lstat(directory, &info) != 0 || !S_ISDIR(info.st_mode) ||
		info.st_uid != geteuid() || (info.st_mode & (S_IRWXG | S_IRWXO)) != 0)
		fail(EXIT_OTHER, NULL, "\"%s\" is no directory of yours alone", directory);
	return directory;
}

/* As an item of a list of directories, which the setting is. */
static char *
quoted_directory(const char *directory)
{
	StringInfoData quoted;

	initStringInfo(&quoted);
	appendStringInfoString(&quoted, "unix_socket_directories=\"");
	for (const char *c = directory; *c != '\0'; c++)
		appendStringInfo(&quoted, *c == '"' ? "\"\"" : "%c", *c);
	appendStringInfoChar(&quoted, '"');
	return quoted.data;
}

/* Until it answers; child 0: it isn't ours to wait for. */
static void
wait_ready(const Embedded *embedded, pid_t child, off_t log_from)
{
	PidFile		file;
	int			status;

	for (;;)
	{
		if (embedded_read_pid_file(embedded, &file) &&
			strncmp(file.lines[LINE_STATUS], "ready", strlen("ready")) == 0 &&
			(child == 0 || strtol(file.lines[LINE_PID], NULL, 10) == child))
			return;
		if (child != 0 ? waitpid(child, &status, WNOHANG) != 0 :
			!embedded_runs_in(strtol(file.lines[LINE_PID], NULL, 10), embedded->data))
			fail_with_log("the server did not start", embedded->log, log_from);
		pg_usleep(20000);
	}
}

void
embedded_start(const Embedded *embedded, EmbeddedServer *server)
{
	off_t		log_from = log_end(embedded->log);
	pid_t		child = 0;

	if (!embedded_find_server(embedded, server))
	{
		const char *directory = choose_socket_directory(embedded);
		const char *const arguments[] = {
			find_program("postgres"), "-D", embedded->data, "-p", EMBEDDED_PORT,
			"-c", "listen_addresses=", "-c", "unix_socket_permissions=0700",
			"-c", quoted_directory(directory),
			"-c", "logging_collector=off", "-c", "log_destination=stderr",
			NULL
		};

		embedded_remove_stale(embedded, directory);
		child = start_program(arguments, embedded->log);
	}
	wait_ready(embedded, child, log_from);
	if (!embedded_find_server(embedded, server))
		fail_with_log("the server ended again", embedded->log, log_from);
}

void
embedded_stop(const Embedded *embedded, const EmbeddedServer *server)
{
	time_t		deadline = seconds_now() + STOP_SECONDS;

	/* fast mode: sessions are ended, what they had not committed is undone */
	if (kill(server->pid, SIGINT) != 0 && errno != ESRCH)
		fail(EXIT_OTHER, NULL, "could not end the server, process %ld: %m", server->pid);
	while (embedded_runs_in(server->pid, embedded->data))
	{
		if (seconds_now() > deadline)
			fail(EXIT_OTHER, psprintf("The log is \"%s\".", embedded->log),
				 "the server, process %ld, does not end", server->pid);
		pg_usleep(20000);
	}
}
