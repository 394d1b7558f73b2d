/*-------------------------------------------------------------------------
 *
 * guard.h
 *	  The guard at run time, as seen by ftf run.
 *
 * The environment tells a command's dynamic linker, Python and Perl to load
 * what was installed with ftf, the parts in guard/.  FTF_GUARD_PREFIXES tells
 * those what is governed; without it they do nothing.  FTF_GUARD_PYTHON is where
 * Python's part is, for a Python whose PYTHONPATH was replaced.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_RUN_GUARD_H
#define FTF_RUN_GUARD_H

#include "environment.h"

/* Ends with exit 1 if a part of the guard is not where it was installed. */
extern void guard_switch_on(Environment *environment, const RunInput *input);

/* Also one that an outer ftf run has switched on. */
extern void guard_switch_off(Environment *environment);

#endif							/* FTF_RUN_GUARD_H */
