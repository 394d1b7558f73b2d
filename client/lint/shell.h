/*-------------------------------------------------------------------------
 *
 * shell.h
 *	  Shell scripts: which variables they read and assign.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_LINT_SHELL_H
#define FTF_LINT_SHELL_H

#include "use.h"

extern void lint_read_shell(LintSource *source);

/* Notes the uses in a part of a file that is a script. */
extern void lint_shell_range(LintSource *source, size_t start, size_t end);

#endif							/* FTF_LINT_SHELL_H */
