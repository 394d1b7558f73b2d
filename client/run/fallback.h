/*-------------------------------------------------------------------------
 *
 * fallback.h
 *	  ftf run --fallback: parameters from a file where no server answers.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_RUN_FALLBACK_H
#define FTF_RUN_FALLBACK_H

#include "environment.h"

/*
 * Fills input from the file, with the overrides laid over it.  What the store
 * would refuse ends with its exit code.
 */
extern void fallback_read(RunInput *input, const char *path,
						  const ParamFile *overrides);

#endif							/* FTF_RUN_FALLBACK_H */
