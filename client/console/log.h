/*-------------------------------------------------------------------------
 *
 * log.h
 *	  The console's log, on standard error: a line each.
 *
 * Nothing that came from outside can end a line, or disturb a terminal.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CONSOLE_LOG_H
#define FTF_CONSOLE_LOG_H

#include "request.h"

extern void log_request(const Request *request);

/* "LABEL: MESSAGE" */
extern void log_message(const char *label, const char *message);

#endif							/* FTF_CONSOLE_LOG_H */
