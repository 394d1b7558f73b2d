/*-------------------------------------------------------------------------
 *
 * ignore.h
 *	  What .gitignore files exclude, by the rules of gitignore(5).
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_LINT_IGNORE_H
#define FTF_LINT_IGNORE_H

typedef struct IgnoreList IgnoreList;

/*
 * The patterns of one file, whose content ends with a NUL byte.
 * base is the length of its directory's path, with
 * the slash behind it, in paths that are asked for; parent the list of the
 * directory above, or NULL.
 */
extern IgnoreList *ignore_list_parse(const char *content, size_t length,
									 size_t base, const IgnoreList *parent);
extern void ignore_list_free(IgnoreList *list);

/*
 * Is the path excluded, all directories above it not being so?  Of the
 * patterns that match, the last in the deepest file decides.
 */
extern bool ignore_list_excludes(const IgnoreList *list, const char *path,
								 bool is_directory);

#endif							/* FTF_LINT_IGNORE_H */
