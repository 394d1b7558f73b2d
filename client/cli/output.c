/*-------------------------------------------------------------------------
 *
 * output.c
 *	  Results for people and programs: which form was asked for, colour, and
 *	  what has no rows.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <unistd.h>

#include "common/logging.h"
#include "fail.h"
#include "output.h"
#include "shown.h"

OutputFormat output_format = FORMAT_TABLE;

static bool use_colour;

void
output_init(const char *program)
{
	const char *no_colour = getenv("NO_COLOR");
	const char *pg_color = getenv("PG_COLOR");
	bool		off = no_colour != NULL && no_colour[0] != '\0';

	use_colour = !off && isatty(STDOUT_FILENO);

	/* The logging module knows only PG_COLOR; a command must not inherit it. */
	if (off)
		setenv("PG_COLOR", "never", 1);
	else if (pg_color == NULL)
		setenv("PG_COLOR", "auto", 1);
	pg_logging_init(program);
	if (pg_color == NULL)
		unsetenv("PG_COLOR");
	else
		setenv("PG_COLOR", pg_color, 1);
}

const char *
colour(Colour wanted)
{
	static const char *const sequences[] = {
		[COLOUR_NONE] = "\033[0m",[COLOUR_BOLD] = "\033[1m",
		[COLOUR_DIM] = "\033[2m",[COLOUR_RED] = "\033[31m",
		[COLOUR_GREEN] = "\033[32m",[COLOUR_YELLOW] = "\033[33m"
	};

	return use_colour ? sequences[wanted] : "";
}

/* Longer values are cut beside a field's name. */
#define MAX_FIELD_BYTES 2000

void
print_json(const char *json)
{
	puts(json);
}

void
print_json_value(json_t *value, size_t flags)
{
	char	   *json = value ? json_dumps(value, flags) : NULL;

	if (json == NULL)
		fail(EXIT_OTHER, NULL, "out of memory");
	print_json(json);
	free(json);
	json_decref(value);
}

void
say(const char *format,...)
{
	va_list		args;

	if (output_format != FORMAT_TABLE)
		return;
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	putchar('\n');
}

void
say_field(const char *name, const char *value)
{
	char	   *shown = shown_within(value, MAX_FIELD_BYTES);

	say("%s%-12s%s %s", colour(COLOUR_DIM), name, colour(COLOUR_NONE), shown);
	pg_free(shown);
}

void
finish_output(void)
{
	if (fflush(stdout) != 0)
		pg_log_error("could not write to standard output: %m");
	else if (ferror(stdout))	/* earlier, and errno has changed since */
		pg_log_error("could not write all to standard output");
	else
		return;
	exit(EXIT_OTHER);
}
