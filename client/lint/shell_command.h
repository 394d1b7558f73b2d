/*-------------------------------------------------------------------------
 *
 * shell_command.h
 *	  What the words of a shell's command do, and heredocs.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_LINT_SHELL_COMMAND_H
#define FTF_LINT_SHELL_COMMAND_H

#include "bounds.h"
#include "shell_loop.h"

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

/* A heredoc whose text begins with the next line. */
typedef struct ShellHeredoc
{
	size_t		name;
	size_t		length;
	bool		literal;
} ShellHeredoc;

/* Where the reader is, and in which brackets and commands. */
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
	ShellHeredoc heredocs[MAX_HEREDOCS];
	int			heredoc_count;
	ShellLoops	loops;
} Shell;

/* What the word does that was read from start, and what the following do. */
extern void shell_note_word(Shell *shell, ShellCommand *command, size_t start);
extern void shell_note_command(Shell *shell, ShellCommand *command, size_t start);

/* At "<<": a heredoc begins.  At a line's start: its text. */
extern void shell_note_heredoc(Shell *shell);
extern void shell_read_heredocs(Shell *shell);

#endif							/* FTF_LINT_SHELL_COMMAND_H */
