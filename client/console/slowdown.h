/*-------------------------------------------------------------------------
 *
 * slowdown.h
 *	  Failed logins make the next ones wait: by address and by user name.
 *
 * An attempt counts as failed while it is under way, so that many at once
 * gain nothing.  What is remembered has a fixed size.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CONSOLE_SLOWDOWN_H
#define FTF_CONSOLE_SLOWDOWN_H

#include "addresses.h"

extern void slowdown_init(void);

/*
 * Begins an attempt and returns 0, or returns how many seconds must pass
 * before the next one.
 */
extern int	slowdown_begin(const Address *address, const char *user);

/* The attempt succeeded, or says nothing about the password. */
extern void slowdown_forgive(const Address *address, const char *user,
							 bool succeeded);

#endif							/* FTF_CONSOLE_SLOWDOWN_H */
