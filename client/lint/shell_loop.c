/*-------------------------------------------------------------------------
 *
 * shell_loop.c
 *	  Names that a shell's loop goes through, and reads by its variable:
 *	  for k in CVN_A CVN_B; do echo "${!k}"; done
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "shell.h"

/* Loops before a name that are looked at. */
#define MAX_LOOPS_BACK 100

/* Names that are noted so, a script: a long list may be read in many places. */
#define MAX_LISTED 20000

void
shell_begin_loop(Shell *shell, size_t name, size_t name_end)
{
	if (shell->loop_count == shell->loop_room)
	{
		shell->loop_room = shell->loop_room == 0 ? 8 : 2 * shell->loop_room;
		shell->loops = pg_realloc_array(shell->loops, ShellLoop, shell->loop_room);
	}
	shell->loops[shell->loop_count++] = (ShellLoop)
	{
		.variable.start = name,
			.variable.end = name_end,
			.first = shell->listed_count
	};
}

void
shell_add_to_loop(Shell *shell, size_t name, size_t name_end)
{
	if (shell->loop_count == 0 || !lint_governed(shell->source, name, name_end))
		return;
	if (shell->listed_count == shell->listed_room)
	{
		shell->listed_room = shell->listed_room == 0 ? 16 : 2 * shell->listed_room;
		shell->listed = pg_realloc_array(shell->listed, ShellName, shell->listed_room);
	}
	shell->listed[shell->listed_count++] = (ShellName)
	{
		name, name_end
	};
	shell->loops[shell->loop_count - 1].count++;
}

static bool
is_variable(const Shell *shell, const ShellLoop *loop, size_t name, size_t name_end)
{
	return loop->variable.end - loop->variable.start == name_end - name &&
		memcmp(shell->data + loop->variable.start, shell->data + name, name_end - name) == 0;
}

void
shell_note_loop(Shell *shell, size_t name, size_t name_end, LintUseKind kind)
{
	int			last = shell->loop_count - 1;
	int			first = Max(0, shell->loop_count - MAX_LOOPS_BACK);
	const ShellLoop *loop;

	while (last >= first && !is_variable(shell, &shell->loops[last], name, name_end))
		last--;
	if (last < first)
		return;
	loop = &shell->loops[last];
	for (int i = 0; i < loop->count && shell->noted < MAX_LISTED; i++, shell->noted++)
		lint_note(shell->source, kind, shell->listed[loop->first + i].start,
				  shell->listed[loop->first + i].end);
}
