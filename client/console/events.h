/*-------------------------------------------------------------------------
 *
 * events.h
 *	  Changes by others, told to every open page.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CONSOLE_EVENTS_H
#define FTF_CONSOLE_EVENTS_H

#include "request.h"

/* Starts the thread that listens. */
extern void events_init(void);

/* One more page to tell: answers with a stream of events. */
extern void answer_events(Request *request);

#endif							/* FTF_CONSOLE_EVENTS_H */
