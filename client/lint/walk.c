/*-------------------------------------------------------------------------
 *
 * walk.c
 *	  The files of a tree, but what .gitignore excludes.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <fcntl.h>
#include <fts.h>
#include <locale.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/shown.h"
#include "common/logging.h"
#include "ignore.h"
#include "walk.h"

/* A file is binary if a NUL byte is among its first bytes. */
#define FIRST_BLOCK 8192

/* Tokens count bytes in 32 bits, and FtfStr in an int. */
#define MAX_FILE_BYTES (1024 * 1024 * 1024)

/* Names of where ignore lists come from. */
#define GIT_DIRECTORY ".git"
#define GITIGNORE ".gitignore"

typedef struct Walk
{
	LintWants	wants;
	LintVisit	visit;
	void	   *arg;
	char	   *data;			/* of the file that is read */
	int			unreadable;
	char	   *prefix;			/* the tree's path below the repository's top,
								 * with a slash at its end, or empty */
	size_t		root_length;	/* of the tree's path as it was given */
	IgnoreList *above[2 + 256]; /* of directories above the tree */
	int			above_count;
} Walk;

static void
warn_unreadable(Walk *walk, const char *path, int error)
{
	char	   *name = shown_file_name(path);

	errno = error;
	pg_log_warning("could not read \"%s\": %m", name);
	pg_free(name);
	walk->unreadable++;
}

/*
 * Reads a regular file whole; NULL if it can't be, errno being 0 if it is none.
 * The buffer is the walk's.
 */
static const char *
read_file(Walk *walk, const char *path, int flags, size_t *length)
{
	int			fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | flags);
	struct stat status;
	ssize_t		got = 0;

	*length = 0;
	if (fd < 0)
		return NULL;
	if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode) ||
		status.st_size > MAX_FILE_BYTES)
	{
		errno = S_ISREG(status.st_mode) ? EFBIG : 0;
		close(fd);
		return NULL;
	}
	/* of its size, so that sanitizers see who reads beyond the NUL byte */
	pg_free(walk->data);
	walk->data = pg_malloc(status.st_size + 1);
	while (*length < (size_t) status.st_size &&
		   (got = read(fd, walk->data + *length, status.st_size - *length)) > 0)
		*length += got;
	close(fd);
	walk->data[*length] = '\0';
	return got < 0 ? NULL : walk->data;
}

/* "." as a tree's name only says where one is. */
static const char *
shown_path(const char *path)
{
	return strncmp(path, "./", 2) == 0 && path[2] != '\0' ? path + 2 : path;
}

static void
visit_file(Walk *walk, const char *path, const char *shown, int flags)
{
	size_t		length;
	const char *data = read_file(walk, path, flags, &length);

	if (data == NULL)
	{
		if (errno != 0)
			warn_unreadable(walk, shown, errno);
	}
	else if (memchr(data, '\0', Min(length, FIRST_BLOCK)) == NULL)
		walk->visit(shown, data, length, walk->arg);
}

/* The list of the file at path, or its parent if there is no such file. */
static IgnoreList *
read_ignore_list(Walk *walk, const char *path, size_t base, const IgnoreList *parent)
{
	size_t		length;
	const char *data = read_file(walk, path, O_NOFOLLOW, &length);

	return data ? ignore_list_parse(data, length, base, parent) : NULL;
}

static const IgnoreList *
innermost_above(const Walk *walk)
{
	return walk->above_count > 0 ? walk->above[walk->above_count - 1] : NULL;
}

static void
add_above(Walk *walk, const char *path, size_t base)
{
	IgnoreList *list;

	if (walk->above_count == lengthof(walk->above))
		return;
	list = read_ignore_list(walk, path, base, innermost_above(walk));
	if (list != NULL)
		walk->above[walk->above_count++] = list;
}

/* The first line of a small file behind a label; NULL if there is none. */
static char *
read_line(Walk *walk, const char *path, const char *label)
{
	size_t		length;
	const char *data = read_file(walk, path, 0, &length);

	if (data == NULL || strncmp(data, label, strlen(label)) != 0)
		return NULL;
	data += strlen(label);
	return pnstrdup(data, strcspn(data, "\r\n"));
}

static char *
join(const char *directory, const char *name)
{
	return name[0] == '/' ? pg_strdup(name) : psprintf("%s/%s", directory, name);
}

/*
 * Where a repository keeps what its work trees share.  In a work tree that was
 * added, .git is a file that names a directory, which names the common one.
 */
static char *
common_git_directory(Walk *walk, const char *top)
{
	char	   *git = join(top, GIT_DIRECTORY);
	char	   *named = read_line(walk, git, "gitdir: ");
	char	   *common_file;
	char	   *common;
	char	   *result;

	if (named == NULL)
		return git;
	pg_free(git);
	git = join(top, named);
	common_file = join(git, "commondir");
	common = read_line(walk, common_file, "");
	result = common ? join(git, common) : pg_strdup(git);
	pg_free(named);
	pg_free(git);
	pg_free(common_file);
	pg_free(common);
	return result;
}

static void
read_lists_of_top(Walk *walk, const char *top)
{
	char	   *git = common_git_directory(walk, top);
	char	   *exclude = join(git, "info/exclude");

	add_above(walk, exclude, 0);
	pg_free(exclude);
	pg_free(git);
}

/*
 * Finds the repository that the tree is in, and reads what stands above the
 * tree.  real is the tree's resolved path.
 */
static void
read_lists_above(Walk *walk, const char *real)
{
	char	   *top = pg_strdup(real);
	size_t		top_length;

	for (;;)
	{
		char	   *git = join(top, GIT_DIRECTORY);
		bool		found = access(git, F_OK) == 0;
		char	   *slash = strrchr(top, '/');

		pg_free(git);
		if (found)
			break;
		if (slash == NULL || slash == top)
		{
			pg_free(top);
			return;
		}
		*slash = '\0';
	}
	top_length = strlen(top);
	read_lists_of_top(walk, top);
	if (real[top_length] == '/')
		walk->prefix = psprintf("%s/", real + top_length + 1);
	for (size_t at = top_length; real[at] == '/';)
	{
		char	   *path = psprintf("%.*s/%s", (int) at, real, GITIGNORE);

		add_above(walk, path, at == top_length ? 0 : at - top_length);
		pg_free(path);
		at += 1 + strcspn(real + at + 1, "/");
	}
	pg_free(top);
}

/* An entry's path below the repository's top, or else below the tree. */
static char *
ignore_path(const Walk *walk, const FTSENT * entry)
{
	const char *below = entry->fts_path + Min(walk->root_length, entry->fts_pathlen);

	while (*below == '/')
		below++;
	return psprintf("%s%s", walk->prefix ? walk->prefix : "", below);
}

static bool
is_excluded(const Walk *walk, const FTSENT * entry, bool is_directory)
{
	const IgnoreList *list = entry->fts_parent->fts_pointer;
	char	   *path;
	bool		excluded;

	if (list == NULL)
		return false;
	path = ignore_path(walk, entry);
	excluded = ignore_list_excludes(list, path, is_directory);
	pg_free(path);
	return excluded;
}

/* fts_number tells whether the list is the directory's own. */
static void
enter_directory(Walk *walk, FTS * tree, FTSENT * entry)
{
	bool		is_root = entry->fts_level == FTS_ROOTLEVEL;
	const IgnoreList *parent = is_root ? innermost_above(walk) : entry->fts_parent->fts_pointer;
	char	   *path;
	char	   *below;
	IgnoreList *own;

	if (!is_root && (strcmp(entry->fts_name, GIT_DIRECTORY) == 0 ||
					 is_excluded(walk, entry, true)))
	{
		fts_set(tree, entry, FTS_SKIP);
		return;
	}
	path = join(entry->fts_accpath, GITIGNORE);
	below = ignore_path(walk, entry);
	own = read_ignore_list(walk, path, is_root ? strlen(below) : strlen(below) + 1, parent);
	entry->fts_number = own != NULL;
	entry->fts_pointer = own != NULL ? own : unconstify(IgnoreList *, parent);
	pg_free(path);
	pg_free(below);
}

static void
leave_directory(FTSENT * entry)
{
	if (entry->fts_number)
		ignore_list_free(entry->fts_pointer);
	entry->fts_number = 0;
	entry->fts_pointer = NULL;
}

static void
visit_entry(Walk *walk, FTS * tree, FTSENT * entry)
{
	switch (entry->fts_info)
	{
		case FTS_D:
			enter_directory(walk, tree, entry);
			break;
		case FTS_DP:
			leave_directory(entry);
			break;
		case FTS_F:
			if (entry->fts_level == FTS_ROOTLEVEL)
				visit_file(walk, entry->fts_accpath, shown_path(entry->fts_path), 0);
			else if (walk->wants(entry->fts_path) && !is_excluded(walk, entry, false))
				visit_file(walk, entry->fts_accpath, shown_path(entry->fts_path), O_NOFOLLOW);
			break;
		case FTS_DEFAULT:
		case FTS_SLNONE:
			if (entry->fts_level == FTS_ROOTLEVEL)
				warn_unreadable(walk, entry->fts_path, EINVAL);
			break;
		case FTS_DNR:
			leave_directory(entry);
			warn_unreadable(walk, entry->fts_path, entry->fts_errno);
			break;
		case FTS_NS:
		case FTS_ERR:
			warn_unreadable(walk, entry->fts_path, entry->fts_errno);
			break;
		default:				/* symbolic links, cycles */
			break;
	}
}

static int
compare_entries(const FTSENT * *a, const FTSENT * *b)
{
	return strcmp((*a)->fts_name, (*b)->fts_name);
}

static void
walk_tree(Walk *walk, char *path)
{
	char	   *paths[] = {path, NULL};
	FTS		   *tree = fts_open(paths, FTS_PHYSICAL | FTS_COMFOLLOW, compare_entries);
	FTSENT	   *entry;

	if (tree == NULL)
	{
		warn_unreadable(walk, path, errno);
		return;
	}
	while (errno = 0, (entry = fts_read(tree)) != NULL)
		visit_entry(walk, tree, entry);
	if (errno != 0)
		warn_unreadable(walk, path, errno);
	fts_close(tree);
}

int
lint_walk(const char *path, LintWants wants, LintVisit visit, void *arg)
{
	Walk		walk = {.wants = wants,.visit = visit,.arg = arg};
	char	   *copy = pg_strdup(path);
	char	   *real = realpath(path, NULL);

	/* patterns match bytes, whatever the user's locale is */
	locale_t	plain = newlocale(LC_CTYPE_MASK, "C", (locale_t) 0);
	locale_t	before = uselocale(plain);

	walk.root_length = strlen(path);
	if (real != NULL)
		read_lists_above(&walk, real);
	walk_tree(&walk, copy);
	while (walk.above_count > 0)
		ignore_list_free(walk.above[--walk.above_count]);
	uselocale(before);
	freelocale(plain);
	pg_free(walk.prefix);
	pg_free(walk.data);
	pg_free(copy);
	free(real);
	return walk.unreadable;
}
