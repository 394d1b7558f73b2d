/*-------------------------------------------------------------------------
 *
 * clock.h
 *	  Seconds that no one sets back.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONSOLE_CLOCK_H
#define CONSOLE_CLOCK_H

#include <time.h>

static inline time_t
seconds_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec;
}

#endif							/* CONSOLE_CLOCK_H */
