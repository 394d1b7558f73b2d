/*-------------------------------------------------------------------------
 *
 * clock.h
 *	  Time on a clock that nobody sets, and that goes on while the machine
 *	  sleeps.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CLI_CLOCK_H
#define FTF_CLI_CLOCK_H

#include <time.h>

static inline int64
microseconds_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_BOOTTIME, &now);
	return (int64) now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static inline int64
milliseconds_now(void)
{
	return microseconds_now() / 1000;
}

static inline time_t
seconds_now(void)
{
	return microseconds_now() / 1000000;
}

#endif							/* FTF_CLI_CLOCK_H */
