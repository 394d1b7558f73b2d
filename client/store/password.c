/*-------------------------------------------------------------------------
 *
 * password.c
 *	  A password, asked for on the terminal.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <fcntl.h>
#include <signal.h>
#include <termios.h>
#include <unistd.h>

#include "common/string.h"
#include "password.h"

static const int signals[] = {SIGINT, SIGTERM, SIGHUP};

/* As they were before the prompt. */
static struct termios settings;
static struct sigaction actions[lengthof(signals)];

/* The one that the prompt uses, or -1 if there is none. */
static int	terminal;

/* Calls only what may be called in a handler of signals. */
static void
put_back(int number)
{
	tcsetattr(terminal, TCSANOW, &settings);
	for (int i = 0; i < (int) lengthof(signals); i++)
	{
		if (signals[i] == number)
			sigaction(number, &actions[i], NULL);
	}
	raise(number);				/* it comes when this returns */
}

/* What is ignored stays so. */
static void
guard_terminal(void)
{
	struct sigaction action = {0};

	terminal = open("/dev/tty", O_RDWR | O_CLOEXEC);
	if (terminal < 0)
		terminal = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0);
	action.sa_handler = put_back;
	sigemptyset(&action.sa_mask);
	for (int i = 0; i < (int) lengthof(signals); i++)
	{
		sigaction(signals[i], NULL, &actions[i]);
		if (tcgetattr(terminal, &settings) == 0 && actions[i].sa_handler != SIG_IGN)
			sigaction(signals[i], &action, NULL);
	}
}

static void
release_terminal(void)
{
	for (int i = 0; i < (int) lengthof(signals); i++)
		sigaction(signals[i], &actions[i], NULL);
	close(terminal);
}

char *
ask_password(const char *user)
{
	char	   *prompt = user ? psprintf("Password for user %s: ", user) :
		pg_strdup("Password: ");
	char	   *password;

	guard_terminal();
	password = simple_prompt(prompt, false);
	release_terminal();
	pg_free(prompt);
	return password;
}

void
forget_password(char *password)
{
	if (password == NULL)
		return;
	explicit_bzero(password, strlen(password));
	pg_free(password);
}
