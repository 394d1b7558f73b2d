/*-------------------------------------------------------------------------
 *
 * login.h
 *	  Signing in and out.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CONSOLE_LOGIN_H
#define FTF_CONSOLE_LOGIN_H

#include "jobs.h"

/* A job's work: signs in, or says why not. */
extern void run_login(Job *job, Worker *worker);

extern void answer_logout(Request *request);

#endif							/* FTF_CONSOLE_LOGIN_H */
