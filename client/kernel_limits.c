/*-------------------------------------------------------------------------
 *
 * kernel_limits.c
 *	  Does the kernel take a command with its arguments and environment?
 *
 * Linux, execve(2): a string has at most 32 pages with its end (MAX_ARG_STRLEN),
 * and all of them with the pointers to them a quarter of the stack's limit, but
 * no more than 6 MiB, and 128 KiB in any case.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <unistd.h>

#include "cli.h"
#include "environment.h"

#define MAX_STRING_PAGES 32
#define MAX_TOTAL (6L * 1024 * 1024)
#define MIN_TOTAL (128L * 1024)

static long
total_limit(void)
{
	long		limit = sysconf(_SC_ARG_MAX);

	if (limit < 0 || limit > MAX_TOTAL)
		limit = MAX_TOTAL;
	return Max(limit, MIN_TOTAL);
}

static void
check_string(const char *string, bool is_variable, int position)
{
	long		limit = MAX_STRING_PAGES * sysconf(_SC_PAGESIZE);
	size_t		size = strlen(string) + 1;

	if (size <= (size_t) limit)
		return;
	if (is_variable)
		fail(EXIT_CANNOT_EXECUTE, NULL,
			 "variable %.*s is too long for the kernel: %zu bytes with its name and end, of at most %ld",
			 (int) Min(strcspn(string, "="), 128), string, size, limit);
	fail(EXIT_CANNOT_EXECUTE, NULL,
		 "argument %d of the command is too long for the kernel: %zu bytes with its end, of at most %ld",
		 position, size, limit);
}

/* Bytes of the strings and of the pointers to them. */
static size_t
check_strings(char **strings, bool are_variables)
{
	size_t		size = 0;

	for (int i = 0; strings[i] != NULL; i++)
	{
		check_string(strings[i], are_variables, i);
		size += strlen(strings[i]) + 1 + sizeof(char *);
	}
	return size;
}

void
check_kernel_limits(const Environment *environment, char **argv, bool refused)
{
	size_t		arguments = check_strings(argv, false);
	size_t		variables = check_strings(environment->entries, true);
	long		limit = total_limit();

	if (refused || arguments + variables > (size_t) limit)
		fail(EXIT_CANNOT_EXECUTE,
			 "Remove what the command doesn't need, or raise the limit of the stack (ulimit -s), of which the kernel gives a quarter, up to 6 MiB.",
			 "environment and arguments are too long for the kernel: %zu and %zu bytes, of at most %ld together",
			 variables, arguments, limit);
}
