/*-------------------------------------------------------------------------
 *
 * executable.c
 *	  Can the command of a run be executed?
 *
 * What can't be told apart from outside counts as executable: a file that may
 * be executed and not read.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <fcntl.h>
#include <link.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/exit_codes.h"
#include "cli/fail.h"
#include "executable.h"

/* Where execvp() looks without PATH. */
#define DEFAULT_PATH "/bin:/usr/bin"

/* So much of a file the kernel reads: BINPRM_BUF_SIZE of Linux. */
#define HEAD_BYTES 256

/* So many interpreters of interpreters it goes through. */
#define MAX_INTERPRETERS 5

#define BLANKS " \t"

static int	why_not_found(const char *name, int depth);

/* Stands for what the file needs, and isn't there. */
#define ENEEDED ELIBACC

/*
 * Of what is neither text nor a program of this machine only the kernel knows
 * whether it, or what is registered with it (binfmt_misc), takes it.  A traced
 * child stops before the first instruction, and so never runs it.
 */
static int
why_not_taken(const char *path)
{
	char	   *const argv[] = {unconstify(char *, path), NULL};
	int			status = 0;
	pid_t		child = fork();

	if (child == 0)
	{
		if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0)
		{
			execv(path, argv);
			_exit(errno == ENOEXEC ? 1 : 0);
		}
		_exit(0);
	}
	if (child < 0 || waitpid(child, &status, 0) != child)
		return 0;
	if (WIFSTOPPED(status))
	{
		kill(child, SIGKILL);
		waitpid(child, &status, 0);
		return 0;
	}
	return WIFEXITED(status) && WEXITSTATUS(status) == 1 ? ENOEXEC : 0;
}

static int
why_no_loader(const char *path, int file)
{
	ElfW(Ehdr) header, own;
	int			self = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
	bool		is_ours = self >= 0 &&
		pread(self, &own, sizeof(own), 0) == (ssize_t) sizeof(own) &&
		pread(file, &header, sizeof(header), 0) == (ssize_t) sizeof(header) &&
		memcmp(header.e_ident, own.e_ident, EI_VERSION) == 0 &&
		header.e_machine == own.e_machine &&
		header.e_phentsize == sizeof(ElfW(Phdr));

	if (self >= 0)
		close(self);
	if (!is_ours)
		return why_not_taken(path);
	for (int i = 0; i < header.e_phnum; i++)
	{
		ElfW(Phdr) part;
		char		loader[MAXPGPATH] = "";

		if (pread(file, &part, sizeof(part), header.e_phoff + i * sizeof(part)) != (ssize_t) sizeof(part) ||
			part.p_type != PT_INTERP || part.p_filesz >= sizeof(loader))
			continue;
		if (pread(file, loader, part.p_filesz, part.p_offset) == (ssize_t) part.p_filesz &&
			access(loader, F_OK) != 0)
			return ENEEDED;
	}
	return 0;
}

/* The words after "#!": the interpreter, and all the rest as one. */
static int
why_no_interpreter(char *line, int depth)
{
	char	   *interpreter;
	char	   *argument;
	int			problem;

	line[strcspn(line, "\n")] = '\0';
	interpreter = line + strspn(line, BLANKS);
	argument = interpreter + strcspn(interpreter, BLANKS);
	if (*argument != '\0')
		*argument++ = '\0';
	argument += strspn(argument, BLANKS);
	argument[strcspn(argument, BLANKS)] = '\0';
	if (interpreter[0] == '\0')
		return 0;				/* execvp() gives it to sh */
	if (depth == MAX_INTERPRETERS)
		return ELOOP;
	problem = strchr(interpreter, '/') ? why_not_found(interpreter, depth + 1) :
		access(interpreter, X_OK) == 0 ? 0 : errno;
	if (problem == 0 && strcmp(last_dir_separator(interpreter) ? last_dir_separator(interpreter) : "", "/env") == 0 &&
		argument[0] != '\0' && argument[0] != '-' && strchr(argument, '=') == NULL)
		problem = why_not_found(argument, depth + 1);
	return problem == ENOENT ? ENEEDED : problem;
}

/* What execve() would set errno to; 0: nothing is known against it. */
static int
why_not(const char *path, int depth)
{
	struct stat found;
	char		head[HEAD_BYTES + 1];
	ssize_t		length;
	int			file;
	int			problem = 0;

	if (stat(path, &found) != 0)
		return errno;
	if (!S_ISREG(found.st_mode) || faccessat(AT_FDCWD, path, X_OK, AT_EACCESS) != 0)
		return EACCES;
	file = open(path, O_RDONLY | O_CLOEXEC);
	if (file < 0)
		return 0;
	length = pread(file, head, HEAD_BYTES, 0);
	head[Max(length, 0)] = '\0';
	if (strncmp(head, "#!", 2) == 0)
		problem = why_no_interpreter(head + 2, depth);
	else if (strncmp(head, ELFMAG, SELFMAG) == 0)
		problem = why_no_loader(path, file);
	else if (strlen(head) < (size_t) Max(length, 0) && strchr(head, '\n') == NULL)
		problem = why_not_taken(path);	/* no text, as shells see it */
	close(file);
	return problem;
}

/*
 * As execvp() goes through PATH: what may not be executed hides nothing after
 * it.  A directory that can't be searched hides nothing that we know.
 */
static int
why_not_found(const char *name, int depth)
{
	const char *path = getenv("PATH") ? getenv("PATH") : DEFAULT_PATH;
	int			problem = ENOENT;

	if (name[0] == '\0')
		return ENOENT;
	if (strchr(name, '/') != NULL)
		return why_not(name, depth);
	for (const char *end;; path = end + 1)
	{
		char	   *directory;
		char	   *candidate;
		struct stat found;
		int			why;

		end = path + strcspn(path, ":");
		directory = pnstrdup(path, end - path);
		candidate = psprintf("%s%s%s", directory, directory[0] ? "/" : "", name);
		why = stat(candidate, &found) == 0 && S_ISREG(found.st_mode) ?
			why_not(candidate, depth) : ENOENT;
		pg_free(directory);
		pg_free(candidate);
		if (why == 0)
			return 0;
		if (why != ENOENT)
			problem = why;
		if (*end == '\0')
			return problem;
	}
}

/* Is there such a file, or one that can't be looked at, whether or not it can be run? */
static bool
command_exists(const char *name)
{
	char	   *directories;
	struct stat found;
	bool		exists = false;

	if (strchr(name, '/') != NULL)
		return stat(name, &found) == 0 || errno == EACCES;
	directories = pg_strdup(getenv("PATH") ? getenv("PATH") : "");
	for (char *directory = strtok(directories, ":"); directory != NULL && !exists;
		 directory = strtok(NULL, ":"))
		exists = stat(psprintf("%s/%s", directory, name), &found) == 0 &&
			S_ISREG(found.st_mode);
	pg_free(directories);
	return exists;
}

void
fail_exec(const char *name)
{
	/* a directory in PATH that can't be searched hides nothing that we know */
	bool		exists = errno != ENOENT && errno != EACCES;
	int			problem = errno;

	exists = exists || (name[0] != '\0' && command_exists(name));
	errno = problem == EACCES && !exists ? ENOENT : problem;
	if (exists && errno == ENOENT)
		fail(EXIT_CANNOT_EXECUTE, NULL,
			 "could not run \"%s\": the interpreter or loader that it names does not exist", name);
	fail(exists ? EXIT_CANNOT_EXECUTE : EXIT_NOT_FOUND, NULL, "could not run \"%s\": %m", name);
}

void
check_executable(const char *name)
{
	int			problem = why_not_found(name, 0);

	if (problem == 0)
		return;
	errno = problem == ENEEDED ? ENOENT : problem;
	fail_exec(name);
}
