/*-------------------------------------------------------------------------
 *
 * kernel_limits.h
 *	  Does the kernel take a command with its arguments and environment?
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_RUN_KERNEL_LIMITS_H
#define FTF_RUN_KERNEL_LIMITS_H

#include "environment.h"

/*
 * Ends with exit 126 if the kernel would not take the command with this
 * environment.  refused: it has said so.
 */
extern void check_kernel_limits(const Environment *environment, char **argv,
								bool refused);

#endif							/* FTF_RUN_KERNEL_LIMITS_H */
