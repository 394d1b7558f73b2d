/*-------------------------------------------------------------------------
 *
 * shell_loop.h
 *	  Names that a shell's loop goes through, and reads by its variable.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_LINT_SHELL_LOOP_H
#define FTF_LINT_SHELL_LOOP_H

#include "use.h"

/* A name in the script, from start to end. */
typedef struct ShellName
{
	size_t		start;
	size_t		end;
} ShellName;

/* for NAME in NAMES: those that are governed are kept among the listed. */
typedef struct ShellLoop
{
	ShellName	variable;
	int			first;
	int			count;
} ShellLoop;

/* The loops of a script, as they stand in it. */
typedef struct ShellLoops
{
	ShellLoop  *items;
	int			count;
	int			room;
	ShellName  *listed;
	int			listed_count;
	int			listed_room;
	int			noted;			/* names that were noted through loops */
} ShellLoops;

/* A loop begins, with its variable. */
extern void shell_begin_loop(ShellLoops *loops, size_t name, size_t name_end);

/* A word of the innermost loop's list. */
extern void shell_add_to_loop(ShellLoops *loops, const LintSource *source,
							  size_t name, size_t name_end);

/* A use of what the variable of this name stands for. */
extern void shell_note_loop(ShellLoops *loops, LintSource *source, size_t name,
							size_t name_end, LintUseKind kind);

#endif							/* FTF_LINT_SHELL_LOOP_H */
