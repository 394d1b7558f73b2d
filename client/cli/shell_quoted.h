/*-------------------------------------------------------------------------
 *
 * shell_quoted.h
 *	  Text as a word for sh.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CLI_SHELL_QUOTED_H
#define FTF_CLI_SHELL_QUOTED_H

/* In quotes where it needs them; pg_free() it.  A line end ends the process. */
extern char *shell_quoted(const char *text);

#endif							/* FTF_CLI_SHELL_QUOTED_H */
