/*-------------------------------------------------------------------------
 *
 * main.c
 *	  ftf-console: the console's server.
 *
 * It adds no rule of its own: what is refused, the database refuses.  It holds
 * no state but who is signed in, and can be killed at any time.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <pthread.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "body.h"
#include "cli/compat.h"
#include "cli/exit_codes.h"
#include "cli/help.h"
#include "cli/options.h"
#include "cli/output.h"
#include "commands/commands.h"
#include "common/logging.h"
#include "connections.h"
#include "events.h"
#include "jobs.h"
#include "server.h"
#include "sessions.h"
#include "settings.h"
#include "slowdown.h"
#include "stream.h"
#include "tls.h"

/* From being told to end: for the workers, and until all is sent. */
#define STOP_SECONDS 5
#define SEND_SECONDS 8

#define CONNECT_TIMEOUT "10"
#define WANTED_FILES 4096

/* Passwords in memory must not get into a file. */
static void
prevent_core_dumps(void)
{
	struct rlimit none = {0, 0};

	setrlimit(RLIMIT_CORE, &none);
	prctl(PR_SET_DUMPABLE, 0);
}

static void
raise_file_limit(void)
{
	struct rlimit files;

	if (getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur < WANTED_FILES)
	{
		files.rlim_cur = Min(files.rlim_max, WANTED_FILES);
		setrlimit(RLIMIT_NOFILE, &files);
	}
}

/* Before the first thread, so that all inherit it. */
static void
block_signals(sigset_t *signals)
{
	signal(SIGPIPE, SIG_IGN);
	sigemptyset(signals);
	sigaddset(signals, SIGTERM);
	sigaddset(signals, SIGINT);
	sigaddset(signals, SIGHUP);
	pthread_sigmask(SIG_BLOCK, signals, NULL);
}

static void
print_address(void)
{
	const char *scheme = settings.tls ? "https" : "http";
	bool		is_v6 = strchr(settings.listen_host, ':') != NULL;

	printf("%s://%s%s%s:%d/\n", scheme, is_v6 ? "[" : "", settings.listen_host,
		   is_v6 ? "]" : "", settings.listen_port);
	finish_output();
	if (!settings.listens_on_loopback && !settings.secure)
		pg_log_warning("passwords and sessions cross the network unencrypted: use --tls-certificate, or a proxy and --base-url");
}

/*
 * The one clock: once a second, until a signal says that it's over.  SIGHUP says
 * so where there is no certificate to read again, as when a terminal is closed.
 */
static void
run_clock(const sigset_t *signals)
{
	struct timespec second = {.tv_sec = 1};

	for (int64 seconds = 1;; seconds++)
	{
		int			got = sigtimedwait(signals, NULL, &second);

		if (got == SIGHUP && settings.tls)
			tls_reload();
		else if (got > 0)
			return;
		sessions_expire();
		connections_tick();
		streams_tick(seconds);
	}
}

static struct timespec
after_seconds(int seconds)
{
	struct timespec until;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += seconds;
	return until;
}

/* Answers what was asked, then goes; what hangs is left behind. */
static void
pg_attribute_noreturn()
stop(void)
{
	struct timespec stopped = after_seconds(STOP_SECONDS);
	struct timespec sent = after_seconds(SEND_SECONDS);
	bool		idle;

	server_close_door();
	streams_end_all();
	idle = jobs_stop(&stopped);
	/* what workers have answered is not sent yet */
	connections_finish(&sent);
	if (idle)
	{
		server_stop();
		sessions_end_all();
	}
	_exit(EXIT_DONE);
}

int
main(int argc, char **argv)
{
	sigset_t	signals;

	/* pings and logins to a server that is gone must end, too */
	setenv("PGCONNECT_TIMEOUT", CONNECT_TIMEOUT, 0);
	output_init(argv[0]);
	parse_command_options(&console_command, &argc, &argv);
	if (help_is_wanted())
	{
		print_command_help(&console_command);
		finish_output();
		return EXIT_DONE;
	}
	settings_init();
	if (settings.tls)
		tls_init();
	prevent_core_dumps();
	raise_file_limit();
	block_signals(&signals);
	body_init();
	slowdown_init();
	jobs_init();
	events_init();
	server_start();
	print_address();
	run_clock(&signals);
	stop();
}
