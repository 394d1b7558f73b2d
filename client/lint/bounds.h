/*-------------------------------------------------------------------------
 *
 * bounds.h
 *	  How far the readers look, so that no file takes them long.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_LINT_BOUNDS_H
#define FTF_LINT_BOUNDS_H

/* Loops before a name that are looked at. */
#define MAX_LOOPS_BACK 100

/*
 * Steps through lists for what reads their names, in a file: a long list may be
 * read in many places.
 */
#define MAX_LIST_STEPS 20000

/* Heredocs that begin in one line. */
#define MAX_HEREDOCS 8

#endif							/* FTF_LINT_BOUNDS_H */
