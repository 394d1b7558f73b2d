/*-------------------------------------------------------------------------
 *
 * ask.c
 *	  A question on the terminal.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <signal.h>
#include <unistd.h>

#include "ask.h"
#include "common/string.h"
#include "fail.h"
#include "fe_utils/cancel.h"

bool
confirm(const char *question)
{
	char	   *answer;
	bool		yes;

	if (!isatty(STDIN_FILENO))
		fail_usage("there is no terminal to ask on: use --yes");
	fflush(stdout);

	/* there is no query to cancel: ^C ends the process */
	pqsignal(SIGINT, SIG_DFL);
	answer = simple_prompt(question, true);
	setup_cancel_handler(NULL);
	yes = pg_strcasecmp(answer, "y") == 0 || pg_strcasecmp(answer, "yes") == 0;
	pg_free(answer);
	return yes;
}
