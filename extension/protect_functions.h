/*-------------------------------------------------------------------------
 *
 * protect_functions.h
 *	  Functions that are not those that ftf_config made, that take the place of
 *	  one, or that anyone may execute.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_PROTECT_FUNCTIONS_H
#define FTF_PROTECT_FUNCTIONS_H

#include "protect.h"

extern void ftf_protect_functions(FtfReport *report);

#endif							/* FTF_PROTECT_FUNCTIONS_H */
