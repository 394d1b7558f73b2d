/*-------------------------------------------------------------------------
 *
 * file.h
 *	  Files and standard input, read whole, and how their text may begin.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CLI_FILE_H
#define FTF_CLI_FILE_H

/*
 * To the end, as it is, with a NUL byte beyond its length; pg_free() it.  what
 * names it in errors, which end the process.
 */
extern char *read_all(FILE *file, const char *what, size_t *length);

/* The file at path, "-" being standard input; name is set for messages. */
extern char *read_path(const char *path, const char **name, size_t *length);

/* Behind the byte order mark that a text may begin with, and is no part of it. */
extern const char *skip_byte_order_mark(const char *content, size_t *length);

#endif							/* FTF_CLI_FILE_H */
