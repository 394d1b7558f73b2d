/*-------------------------------------------------------------------------
 *
 * home.c
 *	  The embedded store's home: where it is, its lock, its data directory, and
 *	  who works in that.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/fail.h"
#include "cli/shell_quoted.h"
#include "common/logging.h"
#include "common/username.h"
#include "home.h"
#include "programs.h"

/* It becomes the data directory when it is whole, by its name. */
#define UNFINISHED "data.new"

static char *
find_home(void)
{
	const char *base = getenv("XDG_DATA_HOME");
	char	   *home;

	/* XDG says that a relative path is to be ignored */
	if (base != NULL && base[0] == '/')
		home = psprintf("%s/ftf_config", base);
	else
	{
		base = getenv("HOME");
		if (base == NULL || base[0] != '/')
			fail(EXIT_OTHER, "Set HOME or XDG_DATA_HOME.",
				 "there is no home directory for an embedded store");
		home = psprintf("%s/.local/share/ftf_config", base);
	}
	for (const char *c = home; *c != '\0'; c++)
	{
		if ((unsigned char) *c < ' ')
			fail(EXIT_OTHER, NULL, "the path of the embedded store has a control character");
	}
	return home;
}

/*
 * Only its owner may enter, and that is who runs ftf.  False: it was destroyed
 * meanwhile.
 */
static bool
check_private(const char *directory)
{
	struct stat info;

	if (stat(directory, &info) != 0)
	{
		if (errno == ENOENT)
			return false;
		fail(EXIT_OTHER, NULL, "could not look at \"%s\": %m", directory);
	}
	if (!S_ISDIR(info.st_mode))
		fail(EXIT_OTHER, NULL, "\"%s\" is no directory", directory);
	if (info.st_uid != geteuid())
		fail(EXIT_OTHER, NULL, "\"%s\" belongs to another user", directory);
	if ((info.st_mode & (S_IRWXG | S_IRWXO)) == 0)
		return true;
	fail(EXIT_OTHER, psprintf("chmod 700 %s", shell_quoted(directory)),
		 "others may enter \"%s\"", directory);
}

/*
 * In some minor releases pg_mkdir_p looks before it makes: whoever loses the
 * race for one of the path's directories finds it there at the next attempt.
 */
static void
make_home(const char *home)
{
	size_t		attempts = strlen(home);

	/* it cuts its argument while it works */
	while (pg_mkdir_p(pg_strdup(home), S_IRWXU) != 0)
	{
		if (errno != EEXIST || --attempts == 0)
			fail(EXIT_OTHER, NULL, "could not make \"%s\": %m", home);
	}
}

/* -1: it was destroyed meanwhile.  No link, which could lead where nothing is. */
static int
try_lock_home(const char *home)
{
	char	   *path = psprintf("%s/lock", home);
	int			lock = open(path, O_CREAT | O_RDWR | O_NOFOLLOW, 0600);
	struct stat ours;
	struct stat current;

	if (lock < 0)
	{
		if (errno == ENOENT)
			return -1;
		fail(EXIT_OTHER, NULL, "could not open \"%s\": %m", path);
	}
	while (flock(lock, LOCK_EX) != 0)
	{
		if (errno != EINTR)
			fail(EXIT_OTHER, NULL, "could not lock \"%s\": %m", path);
	}
	if (fstat(lock, &ours) == 0 && stat(path, &current) == 0 &&
		ours.st_ino == current.st_ino && ours.st_dev == current.st_dev)
		return lock;
	close(lock);
	return -1;
}

bool
embedded_open(Embedded *embedded, bool create)
{
	if (geteuid() == 0)
		fail(EXIT_OTHER, "Run it as yourself, or give it to a user: runuser -u NAME -- ftf up",
			 "an embedded store can't belong to root: PostgreSQL refuses to run so");
	embedded->home = find_home();
	umask(S_IRWXG | S_IRWXO);
	do
	{
		if (create)
			make_home(embedded->home);
		else if (access(embedded->home, F_OK) != 0)
			return false;
		embedded->lock = check_private(embedded->home) ? try_lock_home(embedded->home) : -1;
	} while (embedded->lock < 0);
	embedded->data = psprintf("%s/data", embedded->home);
	embedded->log = psprintf("%s/server.log", embedded->home);
	return true;
}

/* A server of another major can't use the files. */
static void
check_major(const Embedded *embedded)
{
	char	   *path = psprintf("%s/PG_VERSION", embedded->data);
	FILE	   *file = fopen(path, "r");
	char		major[16] = "";

	if (file == NULL || fgets(major, sizeof(major), file) == NULL)
		fail(EXIT_OTHER, NULL, "could not read \"%s\": %m", path);
	fclose(file);
	major[strcspn(major, "\n")] = '\0';
	if (strcmp(major, PG_MAJORVERSION) != 0)
		fail(EXIT_OTHER,
			 psprintf("Use the ftf of PostgreSQL %s, or pg_upgrade; or \"ftf export\" there, \"ftf down --destroy --yes\", and \"ftf import\" here.", major),
			 "the embedded store in \"%s\" belongs to PostgreSQL %s, and this ftf to %s",
			 embedded->data, major, PG_MAJORVERSION);
}

void
embedded_make(const Embedded *embedded)
{
	char	   *unfinished = psprintf("%s/" UNFINISHED, embedded->home);
	char	   *problem;
	const char *user = get_user_name(&problem);

	if (access(embedded->data, F_OK) == 0)
	{
		check_major(embedded);
		return;
	}
	if (user == NULL)
		fail(EXIT_OTHER, NULL, "%s", problem);
	/* left by one that was interrupted: nobody else holds the lock */
	if (access(unfinished, F_OK) == 0 && !rmtree(unfinished, true))
		fail(EXIT_OTHER, NULL, "could not remove \"%s\"", unfinished);
	pg_log_info("making a store in \"%s\"", embedded->home);
	{
		const char *const arguments[] = {
			find_program("initdb"), "-D", unfinished, "-U", user,
			"--encoding=UTF8", "--no-locale", "--data-checksums",
			"--auth-local=peer", "--auth-host=reject", "--no-instructions",
			NULL
		};

		/* the lock stays with it, should ftf be killed */
		run_program(arguments, embedded->log);
	}
	if (rename(unfinished, embedded->data) != 0)
		fail(EXIT_OTHER, NULL, "could not rename \"%s\" to \"%s\": %m",
			 unfinished, embedded->data);
}

bool
embedded_read_pid_file(const Embedded *embedded, PidFile *file)
{
	char	   *path = psprintf("%s/postmaster.pid", embedded->data);
	FILE	   *stream = fopen(path, "r");

	memset(file, 0, sizeof(*file));
	pg_free(path);
	if (stream == NULL)
		return false;
	for (int line = 0; line < LINE_COUNT; line++)
	{
		if (fgets(file->lines[line], MAXPGPATH, stream) == NULL)
			break;
		file->lines[line][strcspn(file->lines[line], "\n")] = '\0';
	}
	fclose(stream);
	return true;
}

bool
embedded_runs_in(long pid, const char *data)
{
	char		directory[PATH_MAX];
	char		real_data[PATH_MAX];
	char	   *link;
	ssize_t		length;

	if (pid <= 1 || kill(pid, 0) != 0)
		return false;
	link = psprintf("/proc/%ld/cwd", pid);
	length = readlink(link, directory, sizeof(directory) - 1);
	pg_free(link);
	if (length < 0)
		return access("/proc/self", F_OK) != 0;
	directory[length] = '\0';
	return realpath(data, real_data) != NULL &&
		strcmp(directory, real_data) == 0;
}

void
embedded_destroy(const Embedded *embedded)
{
	char	   *unfinished = psprintf("%s/" UNFINISHED, embedded->home);
	struct stat info;

	if (lstat(embedded->data, &info) == 0 && !S_ISDIR(info.st_mode))
		fail(EXIT_OTHER, NULL, "\"%s\" is no directory of ftf's", embedded->data);
	if ((access(embedded->data, F_OK) == 0 && !rmtree(embedded->data, true)) ||
		(access(unfinished, F_OK) == 0 && !rmtree(unfinished, true)))
		fail(EXIT_OTHER, NULL, "could not remove all of \"%s\"", embedded->home);
	unlink(embedded->log);
	unlink(psprintf("%s/lock", embedded->home));
	/* what isn't ours stays there, and with it the directory */
	rmdir(embedded->home);
}
