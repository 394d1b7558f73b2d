/*-------------------------------------------------------------------------
 *
 * executable.h
 *	  Can the command of a run be executed?  Asked before anything is recorded
 *	  in the run's name, since a command that is mistyped is no run.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_RUN_EXECUTABLE_H
#define FTF_RUN_EXECUTABLE_H

#include "cli/compat.h"

/*
 * Looks where execvp() does, and at what the kernel loads for the file: the
 * interpreter of a script, the loader of a program for this machine.  Ends the
 * process as fail_exec() does unless they are all there.
 */
extern void check_executable(const char *name);

/*
 * Ends with what errno says of executing the command: exit 127 where there is
 * none, 126 where there is, as in a shell.
 */
extern void fail_exec(const char *name) pg_attribute_noreturn();

#endif							/* FTF_RUN_EXECUTABLE_H */
