/*-------------------------------------------------------------------------
 *
 * progress_bar.h
 *	  How far something is, on standard error if that is a terminal.
 *
 * Nothing is drawn within the first second, so that what is quick stays
 * silent.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CLI_PROGRESS_BAR_H
#define FTF_CLI_PROGRESS_BAR_H

/* False: there is no terminal to draw on, and the rest does nothing. */
extern bool progress_bar_begin(void);

/* total 0: not known. */
extern void progress_bar_draw(int64 done, int64 total, const char *what);

/* Takes it off the screen again. */
extern void progress_bar_end(void);

#endif							/* FTF_CLI_PROGRESS_BAR_H */
