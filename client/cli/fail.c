/*-------------------------------------------------------------------------
 *
 * fail.c
 *	  Failing: a message on standard error, and the exit code that it stands
 *	  for.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "common/logging.h"
#include "fail.h"
#include "shown.h"

static const char *usage_command;

/* A message may hold what a file or a server says. */
static void log_message(const char *format, va_list args) pg_attribute_printf(1, 0);

static void
log_message(const char *format, va_list args)
{
	char	   *message = NULL;

	if (vasprintf(&message, format, args) < 0)
		message = pg_strdup("out of memory");
	pg_log_error("%s", shown_message(message));
	free(message);
}

/* After the message. */
static void
pg_attribute_noreturn()
end_with(ExitCode code, const char *detail, const char *hint)
{
	if (detail != NULL)
		pg_log_error_detail("%s", shown_message(detail));
	if (hint != NULL)
		pg_log_error_hint("%s", shown_message(hint));
	exit(code);
}

void
fail(ExitCode code, const char *hint, const char *format,...)
{
	va_list		args;

	va_start(args, format);
	log_message(format, args);
	va_end(args);
	end_with(code, NULL, hint);
}

void
fail_with_detail(ExitCode code, const char *detail, const char *hint,
				 const char *format,...)
{
	va_list		args;

	va_start(args, format);
	log_message(format, args);
	va_end(args);
	end_with(code, detail, hint);
}

/* Where to read on, after the word that was probably meant. */
static void
pg_attribute_noreturn()
end_usage(const char *nearest)
{
	char	   *guess = nearest ? psprintf("Did you mean \"%s\"? ", nearest) : pg_strdup("");

	if (usage_command != NULL)
		pg_log_error_hint("%sTry \"ftf %s --help\".", guess, usage_command);
	else
		pg_log_error_hint("%sTry \"ftf --help\".", guess);
	exit(EXIT_USAGE);
}

void
fail_usage(const char *format,...)
{
	va_list		args;

	va_start(args, format);
	log_message(format, args);
	va_end(args);
	end_usage(NULL);
}

void
fail_usage_near(const char *nearest, const char *format,...)
{
	va_list		args;

	va_start(args, format);
	log_message(format, args);
	va_end(args);
	end_usage(nearest);
}

void
set_usage_command(const char *name)
{
	usage_command = name;
}
