/*-------------------------------------------------------------------------
 *
 * function_faults.h
 *	  How a function of the extension differs from what the install script made.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_FUNCTION_FAULTS_H
#define FTF_FUNCTION_FAULTS_H

#include "functions.h"

/* NULL, or how it differs from what the install script made. */
extern const char *ftf_function_fault(const FtfFunction *function);

/* NULL, or what lets others execute or replace it. */
extern const char *ftf_function_privilege_fault(const FtfFunction *function);

/* True if the function is the one of this name that the script made. */
extern bool ftf_is_function(Oid oid, const char *name);

#endif							/* FTF_FUNCTION_FAULTS_H */
