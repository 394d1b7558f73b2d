/*-------------------------------------------------------------------------
 *
 * interrupt.c
 *	  For commands that wait: SIGINT and SIGTERM end them in good order.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/compat.h"
#include "interrupt.h"

static const int handled[] = {SIGINT, SIGTERM, SIGCHLD};

/* What ftf was started with, and so what it starts others with. */
static struct sigaction inherited[lengthof(handled)];

static volatile sig_atomic_t received;

static void
note_signal(int number)
{
	if (number != SIGCHLD)
		received = number;
}

void
interrupt_init(void)
{
	for (int i = 0; i < (int) lengthof(handled); i++)
		sigaction(handled[i], NULL, &inherited[i]);
}

void
interrupt_begin(void)
{
	for (int i = 0; i < (int) lengthof(handled); i++)
	{
		struct sigaction action = {0};

		/* an ignored SIGCHLD would hide the end of children */
		if (handled[i] != SIGCHLD && inherited[i].sa_handler == SIG_IGN)
		{
			sigaction(handled[i], &inherited[i], NULL);
			continue;
		}
		action.sa_handler = note_signal;
		sigemptyset(&action.sa_mask);
		action.sa_flags = handled[i] == SIGCHLD ? SA_RESTART | SA_NOCLDSTOP :
			SA_RESTART | SA_RESETHAND;
		sigaction(handled[i], &action, NULL);
	}
}

int
interrupted(void)
{
	return received;
}

/* Blocks what is handled; before gets the mask to go back to. */
static void
block_signals(sigset_t *before)
{
	sigset_t	ours;

	sigemptyset(&ours);
	for (int i = 0; i < (int) lengthof(handled); i++)
		sigaddset(&ours, handled[i]);
	sigprocmask(SIG_BLOCK, &ours, before);
}

/* With the signals blocked, which are let in while this waits. */
static bool
poll_unblocked(int fd, short events, int timeout, const sigset_t *before)
{
	struct pollfd wanted = {.fd = fd,.events = events};
	struct timespec limit = {timeout / 1000, timeout % 1000 * 1000000L};

	if (received)
		return false;
	return ppoll(&wanted, fd >= 0 ? 1 : 0, timeout < 0 ? NULL : &limit,
				 before) > 0;
}

bool
wait_for_fd(int fd, short events, int timeout)
{
	sigset_t	before;
	bool		ready;

	block_signals(&before);
	ready = poll_unblocked(fd, events, timeout, &before);
	sigprocmask(SIG_SETMASK, &before, NULL);
	return ready;
}

static void
pg_attribute_noreturn()
become_shell(const char *command, const sigset_t *mask,
			 void (*add_environment) (void *arg), void *arg)
{
	int			nothing = open("/dev/null", O_RDONLY);

	if (nothing > STDIN_FILENO)
	{
		dup2(nothing, STDIN_FILENO);
		close(nothing);
	}
	for (int i = 0; i < (int) lengthof(handled); i++)
	{
		/* an ignored SIGCHLD would hide its children's ends from it */
		if (handled[i] == SIGCHLD)
			signal(SIGCHLD, SIG_DFL);
		else
			sigaction(handled[i], &inherited[i], NULL);
	}
	add_environment(arg);
	sigprocmask(SIG_SETMASK, mask, NULL);
	execl("/bin/sh", "sh", "-c", command, (char *) NULL);
	fprintf(stderr, "ftf: could not run /bin/sh: %m\n");
	_exit(126);
}

/* Signals are blocked, so that none comes between waitpid and the wait. */
static int
wait_for_child(pid_t child, const sigset_t *before)
{
	bool		passed_on = false;
	int			status = 0;

	while (waitpid(child, &status, WNOHANG) == 0)
	{
		if (received == SIGTERM && !passed_on)
		{
			kill(child, SIGTERM);
			passed_on = true;
		}
		/* not poll_unblocked: the child is waited for after a signal, too */
		ppoll(NULL, 0, NULL, before);
	}
	return status;
}

int
run_shell(const char *command, void (*add_environment) (void *arg), void *arg)
{
	sigset_t	before;
	pid_t		child;
	int			status = -1;

	fflush(NULL);
	block_signals(&before);
	child = fork();
	if (child == 0)
		become_shell(command, &before, add_environment, arg);
	if (child > 0)
		status = wait_for_child(child, &before);
	sigprocmask(SIG_SETMASK, &before, NULL);
	return status;
}
