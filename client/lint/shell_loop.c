/*-------------------------------------------------------------------------
 *
 * shell_loop.c
 *	  Names that a shell's loop goes through, and reads by its variable:
 *	  for k in CVN_A CVN_B; do echo "${!k}"; done
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include "bounds.h"
#include "shell_loop.h"

void
shell_begin_loop(ShellLoops *loops, size_t name, size_t name_end)
{
	if (loops->count == loops->room)
	{
		loops->room = loops->room == 0 ? 8 : 2 * loops->room;
		loops->items = pg_realloc_array(loops->items, ShellLoop, loops->room);
	}
	loops->items[loops->count++] = (ShellLoop)
	{
		.variable.start = name,
			.variable.end = name_end,
			.first = loops->listed_count
	};
}

void
shell_add_to_loop(ShellLoops *loops, const LintSource *source, size_t name, size_t name_end)
{
	if (loops->count == 0 || !lint_governed(source, name, name_end))
		return;
	if (loops->listed_count == loops->listed_room)
	{
		loops->listed_room = loops->listed_room == 0 ? 16 : 2 * loops->listed_room;
		loops->listed = pg_realloc_array(loops->listed, ShellName, loops->listed_room);
	}
	loops->listed[loops->listed_count++] = (ShellName)
	{
		name, name_end
	};
	loops->items[loops->count - 1].count++;
}

static bool
is_variable(const ShellLoop *loop, const LintSource *source, size_t name, size_t name_end)
{
	return loop->variable.end - loop->variable.start == name_end - name &&
		memcmp(source->data + loop->variable.start, source->data + name, name_end - name) == 0;
}

void
shell_note_loop(ShellLoops *loops, LintSource *source, size_t name, size_t name_end,
				LintUseKind kind)
{
	int			last = loops->count - 1;
	int			first = Max(0, loops->count - MAX_LOOPS_BACK);
	const ShellLoop *loop;

	while (last >= first && !is_variable(&loops->items[last], source, name, name_end))
		last--;
	if (last < first)
		return;
	loop = &loops->items[last];
	for (int i = 0; i < loop->count && loops->noted < MAX_LIST_STEPS; i++, loops->noted++)
		lint_note(source, kind, loops->listed[loop->first + i].start,
				  loops->listed[loop->first + i].end);
}
