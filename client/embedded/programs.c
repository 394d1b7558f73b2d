/*-------------------------------------------------------------------------
 *
 * programs.c
 *	  Programs of the PostgreSQL that ftf belongs to, started without a shell.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/fail.h"
#include "cli/program.h"
#include "programs.h"

/* Of a log, as much is shown. */
#define SHOWN_BYTES 4000

const char *
find_program(const char *name)
{
	char	   *path = path_beside(name);

	if (path == NULL)
		fail(EXIT_OTHER, NULL, "could not find the path of ftf itself");
	if (access(path, X_OK) != 0)
		fail(EXIT_OTHER,
			 "Install the PostgreSQL " PG_MAJORVERSION " server (Debian: postgresql-" PG_MAJORVERSION "), and start the ftf that is beside its programs.",
			 "there is no \"%s\" beside ftf in \"%.*s\"", name,
			 (int) (last_dir_separator(path) - path), path);
	return path;
}

off_t
log_end(const char *log)
{
	struct stat info;

	return stat(log, &info) == 0 ? info.st_size : 0;
}

void
fail_with_log(const char *what, const char *log, off_t from)
{
	FILE	   *file = fopen(log, "r");
	char		told[SHOWN_BYTES + 1] = "";
	off_t		end = log_end(log);

	if (file != NULL)
	{
		fseeko(file, Max(from, end - SHOWN_BYTES), SEEK_SET);
		told[fread(told, 1, SHOWN_BYTES, file)] = '\0';
		fclose(file);
	}
	fail_with_detail(EXIT_OTHER, told, psprintf("The log is \"%s\".", log), "%s", what);
}

/* In the child: standard input empty, output to the log. */
static void
pg_attribute_noreturn()
become(const char *const *arguments, int output)
{
	int			nothing = open("/dev/null", O_RDONLY);

	dup2(nothing, STDIN_FILENO);
	dup2(output, STDOUT_FILENO);
	dup2(output, STDERR_FILENO);
	execv(arguments[0], (char *const *) arguments);
	fprintf(stderr, "could not run \"%s\": %m\n", arguments[0]);
	_exit(127);
}

static int
open_log(const char *log)
{
	int			output = open(log, O_CREAT | O_APPEND | O_WRONLY | O_CLOEXEC, 0600);

	if (output < 0)
		fail(EXIT_OTHER, NULL, "could not open \"%s\": %m", log);
	return output;
}

static pid_t
must_fork(void)
{
	pid_t		child;

	fflush(NULL);
	child = fork();
	if (child < 0)
		fail(EXIT_OTHER, NULL, "could not start a process: %m");
	return child;
}

void
run_program(const char *const *arguments, const char *log)
{
	off_t		before = log_end(log);
	int			output = open_log(log);
	int			status = 0;
	pid_t		child;

	/* if it was ignored, the child's end could not be told */
	signal(SIGCHLD, SIG_DFL);
	child = must_fork();
	if (child == 0)
		become(arguments, output);
	close(output);
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	if (status != 0)
		fail_with_log(psprintf("\"%s\" failed: %s", arguments[0],
							   wait_result_to_str(status)),
					  log, before);
}

pid_t
start_program(const char *const *arguments, const char *log)
{
	int			output = open_log(log);
	pid_t		child;

	signal(SIGCHLD, SIG_DFL);
	child = must_fork();
	if (child == 0)
	{
		long		descriptors = Min(sysconf(_SC_OPEN_MAX), 65536);

		setsid();
		for (int other = STDERR_FILENO + 1; other < descriptors; other++)
		{
			if (other != output)
				close(other);
		}
		become(arguments, output);
	}
	close(output);
	return child;
}
