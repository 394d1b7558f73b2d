/*-------------------------------------------------------------------------
 *
 * verify.h
 *	  Verification, with its progress: on a connection of its own, so that the
 *	  person's other requests go on.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CONSOLE_VERIFY_H
#define FTF_CONSOLE_VERIFY_H

#include "request.h"

/* Answers with a stream of events. */
extern void answer_verify(Request *request);

#endif							/* FTF_CONSOLE_VERIFY_H */
