/*-------------------------------------------------------------------------
 *
 * shown.h
 *	  Values in a line for people.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CLI_SHOWN_H
#define FTF_CLI_SHOWN_H

/*
 * The value on one line: what a terminal would obey or not show is escaped, a
 * long value cut.  NULL is told as absent.  pg_free() it.
 */
extern char *shown_value(const char *value);

/* The value on one line, cut at that length. */
extern char *shown_within(const char *value, int max_bytes);

/* A message, whole and in its lines, escaped like a value; pg_free() it. */
extern char *shown_message(const char *message);

/* A file's name: bytes of what can't be shown in octal; pg_free() it. */
extern char *shown_file_name(const char *name);

/* "KEY: old -> new", with an arrow where the locale has one; pg_free() it. */
extern char *shown_change(const char *key, const char *old_value,
						  const char *new_value);

#endif							/* FTF_CLI_SHOWN_H */
