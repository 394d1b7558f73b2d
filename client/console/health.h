/*-------------------------------------------------------------------------
 *
 * health.h
 *	  /livez: does the console answer?  /healthz: does the database, too?
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CONSOLE_HEALTH_H
#define FTF_CONSOLE_HEALTH_H

#include "jobs.h"

/* A job's work: asks the database. */
extern void run_health(Job *job, Worker *worker);

extern void answer_alive(Request *request);

#endif							/* FTF_CONSOLE_HEALTH_H */
