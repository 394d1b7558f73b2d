/*-------------------------------------------------------------------------
 *
 * walk.h
 *	  The files of a tree, but what .gitignore excludes.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_LINT_WALK_H
#define FTF_LINT_WALK_H

/* Is a file of this name to be read? */
typedef bool (*LintWants) (const char *path);

/* A text file; a NUL byte follows its data, which are valid for the call. */
typedef void (*LintVisit) (const char *path, const char *data, size_t length, void *arg);

/*
 * Visits the file at path, or every wanted file below it in the order of their
 * names.  Symbolic links below path are not followed; .git, binary files and
 * what is no file are passed over.  What is excluded is told by .gitignore
 * files and .git/info/exclude, from the repository's top on; path itself is
 * not asked about.
 *
 * Returns how many files and directories could not be read, each of which was
 * warned of.
 */
extern int	lint_walk(const char *path, LintWants wants, LintVisit visit, void *arg);

#endif							/* FTF_LINT_WALK_H */
