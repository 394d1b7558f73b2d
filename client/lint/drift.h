/*-------------------------------------------------------------------------
 *
 * drift.h
 *	  Drift in source code, found before the run.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_LINT_H
#define FTF_LINT_H

/*
 * Compares the tree or file at path with the connected store, and reports
 * errors (not warnings and notes) on standard error.  Returns their number;
 * what could not be read counts as one each.
 */
extern int	lint_path_for_run(const char *path);

#endif							/* FTF_LINT_H */
