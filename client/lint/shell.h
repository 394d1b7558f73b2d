/*-------------------------------------------------------------------------
 *
 * shell.h
 *	  What the parts of the shell's reader share: where it is, and in which
 *	  brackets and commands.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_LINT_SHELL_H
#define FTF_LINT_SHELL_H

#include "expand.h"

/* What is read next of "for NAME in NAMES". */
typedef enum LoopPart
{
	LOOP_NONE,
	LOOP_VARIABLE,
	LOOP_IN,
	LOOP_NAMES
} LoopPart;

/* What a command does with its words. */
typedef struct ShellCommand
{
	bool		begun;			/* its name was read */
	bool		assigns;
	bool		writes;
	LoopPart	loop;
	bool		echoes;
	bool		prints;			/* printenv */
	bool		tests;			/* [, [[ or test */
	bool		next_is_tested; /* behind its -v */
} ShellCommand;

/* A part of the script that brackets enclose. */
typedef struct Level
{
	ShellCommand command;
	bool		quoted;			/* "" was open around it */
	bool		arithmetic;
	int			parentheses;	/* open in it */
	int			cases;			/* whose patterns end with ")" */
} Level;

#define MAX_SHELL_HEREDOCS 8

/* A heredoc whose text begins with the next line. */
typedef struct ShellHeredoc
{
	size_t		name;
	size_t		length;
	bool		literal;
} ShellHeredoc;

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

typedef struct Shell
{
	LintSource *source;
	const char *data;
	size_t		at;
	size_t		end;
	bool		indirect;		/* ${!NAME} stands somewhere */
	bool		quoted;
	Level	   *levels;
	int			depth;			/* the innermost */
	int			room;
	ShellHeredoc heredocs[MAX_SHELL_HEREDOCS];
	int			heredoc_count;
	ShellLoop  *loops;			/* as they stand in the script */
	int			loop_count;
	int			loop_room;
	ShellName  *listed;
	int			listed_count;
	int			listed_room;
	int			noted;			/* names that were noted through loops */
} Shell;

/* What the word does that was read from start, and what the following do. */
extern void shell_note_word(Shell *shell, ShellCommand *command, size_t start);
extern void shell_note_command(Shell *shell, ShellCommand *command, size_t start);

/* A loop begins; a word of its list; a use of what its variable names. */
extern void shell_begin_loop(Shell *shell, size_t name, size_t name_end);
extern void shell_add_to_loop(Shell *shell, size_t name, size_t name_end);
extern void shell_note_loop(Shell *shell, size_t name, size_t name_end, LintUseKind kind);

/* At "<<": a heredoc begins.  At a line's start: its text. */
extern void shell_note_heredoc(Shell *shell);
extern void shell_read_heredocs(Shell *shell);

#endif							/* FTF_LINT_SHELL_H */
