/*-------------------------------------------------------------------------
 *
 * pages.h
 *	  The open pages that are told of changes.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CONSOLE_PAGES_H
#define FTF_CONSOLE_PAGES_H

#include "stream.h"

/* Takes the stream over; false: there are too many. */
extern bool pages_add(Stream *stream);

/* Leaves out pages that were closed or are too old; returns how many there are. */
extern int	pages_prune(void);

/* Says hello, with this JSON, to those who came since, or to everybody. */
extern void pages_greet(bool everybody, const char *json);

/* Tells those who were greeted. */
extern void pages_tell(const char *event, const char *json);

/* Tells those who don't know yet that nobody listens. */
extern void pages_tell_away(void);

/* The session of a page, kept; NULL after the last one. */
extern Session *pages_session(int i);

#endif							/* FTF_CONSOLE_PAGES_H */
