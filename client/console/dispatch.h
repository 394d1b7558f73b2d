/*-------------------------------------------------------------------------
 *
 * dispatch.h
 *	  What becomes of a request that is whole.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CONSOLE_DISPATCH_H
#define FTF_CONSOLE_DISPATCH_H

#include "request.h"

/*
 * Answers the request, or suspends it until a worker has answered it.  Runs in
 * a thread that serves HTTP: it doesn't wait.
 */
extern void dispatch(Request *request);

#endif							/* FTF_CONSOLE_DISPATCH_H */
