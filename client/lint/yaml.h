/*-------------------------------------------------------------------------
 *
 * yaml.h
 *	  YAML: compose, CI and Kubernetes files.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_LINT_YAML_H
#define FTF_LINT_YAML_H

#include "use.h"

extern void lint_read_yaml(LintSource *source);

#endif							/* FTF_LINT_YAML_H */
