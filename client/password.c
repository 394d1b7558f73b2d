/*-------------------------------------------------------------------------
 *
 * password.c
 *	  A password, asked for on the terminal.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <setjmp.h>
#include <signal.h>

#include "compat.h"
#include "password.h"

static const int signals[] = {SIGINT, SIGTERM, SIGHUP};

static sigjmp_buf interrupted;
static PromptFlag waiting;
static volatile sig_atomic_t received;

/* The prompt puts the terminal back, and the signal is raised again then. */
static void
interrupt_prompt(int number)
{
	received = number;
	if (waiting)
		siglongjmp(interrupted, 1);
}

/* What is ignored stays so. */
static void
catch_signals(struct sigaction *before)
{
	struct sigaction action = {0};

	action.sa_handler = interrupt_prompt;
	sigemptyset(&action.sa_mask);
	for (int i = 0; i < (int) lengthof(signals); i++)
	{
		sigaction(signals[i], NULL, &before[i]);
		if (before[i].sa_handler != SIG_IGN)
			sigaction(signals[i], &action, NULL);
	}
}

char *
ask_password(const char *user)
{
	struct sigaction before[lengthof(signals)];
	PromptInterruptContext context = {&interrupted, &waiting, false};
	char	   *prompt = user ? psprintf("Password for user %s: ", user) :
		pg_strdup("Password: ");
	char	   *password;

	received = 0;
	catch_signals(before);
	password = simple_prompt_extended(prompt, false, &context);
	for (int i = 0; i < (int) lengthof(signals); i++)
		sigaction(signals[i], &before[i], NULL);
	if (received != 0)
		raise(received);
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
