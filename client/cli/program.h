/*-------------------------------------------------------------------------
 *
 * program.h
 *	  Where this program is, and what was installed with it.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CLI_PROGRAM_H
#define FTF_CLI_PROGRAM_H

/*
 * Its own path, however it was called, with links resolved; NULL if the system
 * does not tell.
 */
extern const char *own_path(void);

/* The path of something in the same directory, or NULL likewise. */
extern char *path_beside(const char *name);

#endif							/* FTF_CLI_PROGRAM_H */
