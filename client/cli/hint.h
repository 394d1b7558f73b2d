/*-------------------------------------------------------------------------
 *
 * hint.h
 *	  The server's hints in the words of ftf's own commands.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CLI_HINT_H
#define FTF_CLI_HINT_H

/* SQL that ftf has a way of its own for is replaced by that; pg_free() it. */
extern char *hint_for_people(const char *hint);

#endif							/* FTF_CLI_HINT_H */
