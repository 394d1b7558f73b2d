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

/* So are a definition's fields by the options of "ftf define". */
extern char *definition_for_people(const char *detail);

/*
 * The access that the command needs, as "ftf grant" names it.  NULL is
 * "reader", which it also is unless set.
 */
extern void set_needed_access(const char *access);
extern const char *needed_access(void);

#endif							/* FTF_CLI_HINT_H */
