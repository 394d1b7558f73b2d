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

#include "cli/fail.h"
#include "kernel_limits.h"

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

/* An argument came through execve already; a variable may be new. */
static void
check_variable(const char *entry)
{
	long		limit = MAX_STRING_PAGES * sysconf(_SC_PAGESIZE);
	size_t		size = strlen(entry) + 1;

	if (size > (size_t) limit)
		fail(EXIT_CANNOT_EXECUTE, NULL,
			 "variable %.*s is too long for the kernel: %zu bytes with its name and end, of at most %ld",
			 (int) Min(strcspn(entry, "="), 128), entry, size, limit);
}

/* Bytes of the strings and of the pointers to them. */
static size_t
total_size(char **strings)
{
	size_t		size = 0;

	for (int i = 0; strings[i] != NULL; i++)
		size += strlen(strings[i]) + 1 + sizeof(char *);
	return size;
}

void
check_kernel_limits(const Environment *environment, char **argv, bool refused)
{
	size_t		arguments = total_size(argv);
	size_t		variables = total_size(environment->entries);
	long		limit = total_limit();

	for (int i = 0; i < environment->count; i++)
		check_variable(environment->entries[i]);
	if (refused || arguments + variables > (size_t) limit)
		fail(EXIT_CANNOT_EXECUTE,
			 "Remove what the command doesn't need, or raise the limit of the stack (ulimit -s), of which the kernel gives a quarter, up to 6 MiB.",
			 "environment and arguments are too long for the kernel: %zu and %zu bytes, of at most %ld together",
			 variables, arguments, limit);
}
