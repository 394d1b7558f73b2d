/*-------------------------------------------------------------------------
 *
 * lines.h
 *	  Files of lines: .env files and Dockerfiles.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_LINT_LINES_H
#define FTF_LINT_LINES_H

#include "use.h"

extern void lint_read_dockerfile(LintSource *source);
extern void lint_read_env_file(LintSource *source);

#endif							/* FTF_LINT_LINES_H */
