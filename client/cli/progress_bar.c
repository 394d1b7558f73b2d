/*-------------------------------------------------------------------------
 *
 * progress_bar.c
 *	  How far something is, on standard error if that is a terminal.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include "clock.h"
#include "progress_bar.h"
#include "shown.h"

#define BAR_COLUMNS 30
#define USUAL_COLUMNS 80
#define SILENT_MS 1000

static bool enabled;
static bool drawn;
static int64 began_ms;

bool
progress_bar_begin(void)
{
	enabled = isatty(STDERR_FILENO);
	drawn = false;
	began_ms = milliseconds_now();
	return enabled;
}

/* One less than there are: a line that filled them all would not be drawn over. */
static int
columns_to_use(void)
{
	struct winsize size;

	if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
		return USUAL_COLUMNS - 1;
	return size.ws_col - 1;
}

void
progress_bar_draw(int64 done, int64 total, const char *what)
{
	char		bar[BAR_COLUMNS + 1];
	double		share = total > 0 ? Min((double) done / total, 1.0) : 0;
	int			filled = (int) (share * BAR_COLUMNS);
	char	   *shown;
	char	   *line;

	if (!enabled || milliseconds_now() - began_ms < SILENT_MS)
		return;
	memset(bar, '.', BAR_COLUMNS);
	memset(bar, '#', filled);
	bar[BAR_COLUMNS] = '\0';
	shown = shown_message(what);
	line = total > 0 ?
		psprintf("[%s] %3d %%  %s", bar, (int) (share * 100), shown) :
		pg_strdup(shown);
	fprintf(stderr, "\r%.*s\033[K", columns_to_use(), line);
	pg_free(line);
	pg_free(shown);
	drawn = true;
}

void
progress_bar_end(void)
{
	if (drawn)
		fputs("\r\033[K", stderr);
	enabled = drawn = false;
}
