/*-------------------------------------------------------------------------
 *
 * progress_bar.c
 *	  How far something is, on standard error if that is a terminal.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "progress_bar.h"
#include "shown.h"

#define BAR_COLUMNS 30
#define USUAL_COLUMNS 80
#define SILENT_SECONDS 1.0

static bool enabled;
static bool drawn;
static double began;

static double
seconds_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec + now.tv_nsec / 1e9;
}

bool
progress_bar_begin(void)
{
	enabled = isatty(STDERR_FILENO);
	drawn = false;
	began = seconds_now();
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

	if (!enabled || seconds_now() - began < SILENT_SECONDS)
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
