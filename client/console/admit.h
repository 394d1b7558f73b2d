/*-------------------------------------------------------------------------
 *
 * admit.h
 *	  What is refused by a request's headers, before its body is read.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CONSOLE_ADMIT_H
#define FTF_CONSOLE_ADMIT_H

#include "request.h"

/*
 * Judges what is known before the body.  False: an answer is there, and the
 * body is not worth reading.
 */
extern bool request_admit(Request *request, const char *method);

#endif							/* FTF_CONSOLE_ADMIT_H */
