/*-------------------------------------------------------------------------
 *
 * expand.h
 *	  $NAME and ${NAME:-14} in text, for the readers that are no lexers.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_LINT_EXPAND_H
#define FTF_LINT_EXPAND_H

#include "use.h"

/* Notes the variable at a dollar sign; returns where to read on. */
extern size_t lint_expansion(LintSource *source, size_t dollar, size_t end);

/* Is what stands behind ${NAME a default?  An empty one gives nothing. */
extern bool lint_default_follows(const char *at, const char *end);

/* Notes the variables of text in which they are replaced; $$ is a dollar. */
extern void lint_expansions(LintSource *source, size_t start, size_t end);

/*
 * Does a value, from start to end and quoted or not, only pass on the variable
 * of this name, as $NAME, ${NAME} or ${NAME:-14}?
 */
extern bool lint_passes_through(const LintSource *source, size_t start, size_t end,
								size_t name_start, size_t name_end);

/* $(NAME) of a governed name, as Kubernetes has it: where it ends; else dollar. */
extern size_t lint_reference(LintSource *source, size_t dollar, size_t end);

/* ${NAME} and ${NAME:DEFAULT}, as Spring has them. */
extern void lint_placeholders(LintSource *source, size_t start, size_t end);

#endif							/* FTF_LINT_EXPAND_H */
