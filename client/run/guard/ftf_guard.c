/*-------------------------------------------------------------------------
 *
 * ftf_guard.c
 *	  Preloaded into a run's command: getenv stops at drift.
 *
 * A name with a governed prefix that is not in the environment is one that the
 * store does not hold.  Reading it ends the process with exit 4, whatever the
 * program would have done instead.
 *
 * This runs in other people's processes, before main and in any thread: it
 * allocates nothing, takes no lock, calls nothing that isn't async-signal-safe
 * and needs the C library alone.  FTF_GUARD_PREFIXES holds the prefixes, with
 * colons between them.
 *
 * Python's part is found by PYTHONPATH, which many programs replace.  Python
 * asks getenv for it, and is told FTF_GUARD_PYTHON's directory first.
 *
 *-------------------------------------------------------------------------
 */
#include <stddef.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/uio.h>
#include <unistd.h>

#define PREFIXES_VARIABLE "FTF_GUARD_PREFIXES"
#define PYTHON_VARIABLE "FTF_GUARD_PYTHON"
#define PYTHON_PATH "PYTHONPATH"
#define EXIT_DRIFT 4

/* MAX_ARG_STRLEN: an entry of the environment is no longer. */
#define PREFIXES_SIZE 131072

#define EXPORTED __attribute__((visibility("default")))

extern char **environ;

/* As it was at the start; the program may change its environment. */
static char prefixes[PREFIXES_SIZE];

/* PYTHONPATH with Python's part first, instead of what it was at the start. */
static char python_path[2 * PREFIXES_SIZE];
static const char *python_path_before;

extern char *getenv(const char *name);
extern char *secure_getenv(const char *name);
extern char *__secure_getenv(const char *name);

static char *
find_variable(const char *name, size_t length)
{
	char	  **entry = environ;

	if (entry == NULL || length == 0)
		return NULL;
	for (; *entry != NULL; entry++)
	{
		if (strncmp(*entry, name, length) == 0 && (*entry)[length] == '=')
			return *entry + length + 1;
	}
	return NULL;
}

__attribute__((constructor))
static void
keep_prefixes(void)
{
	const char *found = find_variable(PREFIXES_VARIABLE, strlen(PREFIXES_VARIABLE));

	if (found != NULL && strlen(found) < sizeof(prefixes))
		strcpy(prefixes, found);
}

__attribute__((constructor))
static void
keep_python_path(void)
{
	const char *directory = find_variable(PYTHON_VARIABLE, strlen(PYTHON_VARIABLE));
	const char *path = find_variable(PYTHON_PATH, strlen(PYTHON_PATH));

	if (directory == NULL || find_variable(PREFIXES_VARIABLE, strlen(PREFIXES_VARIABLE)) == NULL ||
		strlen(directory) + (path != NULL ? strlen(path) : 0) + 2 > sizeof(python_path))
		return;
	python_path_before = path;
	strcpy(python_path, directory);
	if (path != NULL && *path != '\0')
	{
		strcat(python_path, ":");
		strcat(python_path, path);
	}
}

static int
is_governed(const char *name, size_t length)
{
	const char *prefix = prefixes;

	/* another library's constructor can come before ours */
	if (prefix[0] == '\0')
		prefix = find_variable(PREFIXES_VARIABLE, strlen(PREFIXES_VARIABLE));
	while (prefix != NULL && *prefix != '\0')
	{
		size_t		size = strcspn(prefix, ":");

		if (size > 0 && length > size && strncmp(name, prefix, size) == 0)
			return 1;
		prefix += size;
		prefix += *prefix == ':';
	}
	return 0;
}

static struct iovec
piece(const char *string, size_t length)
{
	struct iovec result = {(void *) string, length};

	return result;
}

#define LITERAL(string) piece(string, sizeof(string) - 1)
#define NAME "NAME"

static const char hint[] =
#include "hint.literal"
		   ;

static void
stop(const char *name, size_t length)
{
	const char *place = strstr(hint, NAME);
	const char *rest = place + strlen(NAME);
	struct iovec message[] = {
		LITERAL("ftf: error: the command reads "),
		piece(name, length),
		LITERAL(", which the store does not hold\n"),
		piece(hint, place - hint),
		piece(name, length),
		piece(rest, strlen(rest))
	};

	/* the end is certain; whether someone reads why is not ours to say */
	if (writev(STDERR_FILENO, message, sizeof(message) / sizeof(message[0])) < 0)
		_exit(EXIT_DRIFT);
	_exit(EXIT_DRIFT);
}

EXPORTED char *
getenv(const char *name)
{
	size_t		length = strlen(name);
	char	   *value = find_variable(name, length);

	if (value == NULL && is_governed(name, length))
		stop(name, length);
	if (python_path[0] != '\0' && value == python_path_before && strcmp(name, PYTHON_PATH) == 0)
		return python_path;
	return value;
}

EXPORTED char *
secure_getenv(const char *name)
{
	return getauxval(AT_SECURE) ? NULL : getenv(name);
}

/* The name that programs built long ago know it by. */
EXPORTED char *
__secure_getenv(const char *name)
{
	return secure_getenv(name);
}
