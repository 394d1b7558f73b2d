/*-------------------------------------------------------------------------
 *
 * chart.c
 *	  Numbers over time as steps, for a terminal.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <langinfo.h>
#include <math.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "chart.h"
#include "output.h"

#define WIDTH_WITHOUT_TERMINAL 72
#define MAX_WIDTH 200
#define MAX_HEIGHT 7
#define LABEL_WIDTH 12

/* Room for a step: its line, and the column where it goes up or down. */
#define MIN_STEP 2
#define MAX_STEP 10

/* What a place of the grid shows; corners by what they join. */
typedef enum Mark
{
	MARK_NONE,
	MARK_LINE,
	MARK_UPRIGHT,
	MARK_LEFT_UP,
	MARK_DOWN_RIGHT,
	MARK_LEFT_DOWN,
	MARK_UP_RIGHT,
	MARK_COUNT
} Mark;

/* Of the block "box drawing", in UTF-8. */
static const char *const unicode_marks[MARK_COUNT] = {
	" ", "\xe2\x94\x80", "\xe2\x94\x82", "\xe2\x95\xaf",
	"\xe2\x95\xad", "\xe2\x95\xae", "\xe2\x95\xb0"
};
static const char *const ascii_marks[MARK_COUNT] = {" ", "-", "|", "+", "+", "+", "+"};

typedef struct Chart
{
	int			height;
	int			step;			/* columns a value */
	double		least;
	double		greatest;
	const char *least_label;
	const char *greatest_label;
	unsigned char grid[MAX_HEIGHT][MAX_WIDTH];
} Chart;

static int
plot_width(void)
{
	struct winsize size;
	int			width = WIDTH_WITHOUT_TERMINAL;

	if (isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 &&
		size.ws_col > 0)
		width = size.ws_col;
	return Max(Min(width - LABEL_WIDTH - 2, MAX_WIDTH), 2 * MIN_STEP);
}

int
chart_capacity(void)
{
	return plot_width() / MIN_STEP;
}

/* A plain decimal, as definitions of numbers admit. */
static bool
read_number(const char *value, double *number)
{
	char	   *end;

	if (value[0] == '\0' || value[strspn(value, "0123456789.+-")] != '\0')
		return false;
	*number = strtod(value, &end);
	return *end == '\0' && isfinite(*number);
}

/* False: nothing to draw. */
static bool
measure(Chart *chart, const char *const *values, int count)
{
	for (int i = 0; i < count; i++)
	{
		bool		first = chart->least_label == NULL;
		double		number;

		if (values[i] == NULL)
			continue;
		if (!read_number(values[i], &number))
			return false;
		if (first || number < chart->least)
		{
			chart->least = number;
			chart->least_label = values[i];
		}
		if (first || number > chart->greatest)
		{
			chart->greatest = number;
			chart->greatest_label = values[i];
		}
	}
	/* by halves, as row_of() compares, which leave nothing of the smallest */
	return chart->least / 2 < chart->greatest / 2;
}

/* The line of the grid, 0 at the top.  Halves, since a difference may overflow. */
static int
row_of(const Chart *chart, const char *value)
{
	double		number = 0;

	read_number(value, &number);
	return (int) lround((chart->greatest / 2 - number / 2) /
						(chart->greatest / 2 - chart->least / 2) * (chart->height - 1));
}

static void
draw_step(Chart *chart, int column, int row, int columns)
{
	for (int i = 0; i < columns; i++)
		chart->grid[row][column + i] = MARK_LINE;
}

static void
draw_rise(Chart *chart, int column, int from, int to)
{
	if (from == to)
	{
		chart->grid[from][column] = MARK_LINE;
		return;
	}
	for (int row = Min(from, to); row <= Max(from, to); row++)
		chart->grid[row][column] = MARK_UPRIGHT;
	chart->grid[from][column] = to < from ? MARK_LEFT_UP : MARK_LEFT_DOWN;
	chart->grid[to][column] = to < from ? MARK_DOWN_RIGHT : MARK_UP_RIGHT;
}

static void
draw(Chart *chart, const char *const *values, int count)
{
	for (int i = 0; i < count; i++)
	{
		int			column = i * chart->step;
		int			row;

		if (values[i] == NULL)
			continue;
		row = row_of(chart, values[i]);
		draw_step(chart, column, row, chart->step - 1);
		if (i + 1 < count && values[i + 1] != NULL)
			draw_rise(chart, column + chart->step - 1, row,
					  row_of(chart, values[i + 1]));
	}
}

/* The text of a number, or where that is too long, its size. */
static void
print_label(const char *value)
{
	double		number;

	if (value == NULL)
		printf("%*s ", LABEL_WIDTH, "");
	else if (strlen(value) <= LABEL_WIDTH)
		printf("%*s ", LABEL_WIDTH, value);
	else if (read_number(value, &number))
		printf("%*.5g ", LABEL_WIDTH, number);
}

static void
print_grid(const Chart *chart, int width)
{
	bool		utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
	const char *const *marks = utf8 ? unicode_marks : ascii_marks;

	for (int row = 0; row < chart->height; row++)
	{
		int			end = width;

		print_label(row == 0 ? chart->greatest_label :
					row == chart->height - 1 ? chart->least_label : NULL);
		fputs(utf8 ? "\xe2\x94\xa4" : "|", stdout);
		while (end > 0 && chart->grid[row][end - 1] == MARK_NONE)
			end--;
		for (int column = 0; column < end; column++)
			fputs(marks[chart->grid[row][column]], stdout);
		putchar('\n');
	}
}

bool
print_step_chart(const char *const *values, int count, const char *caption)
{
	Chart		chart = {0};
	int			width = plot_width();

	/* the terminal's width may have changed since the values were read */
	if (count > width / MIN_STEP)
	{
		values += count - width / MIN_STEP;
		count = width / MIN_STEP;
	}
	if (!measure(&chart, values, count))
		return false;
	chart.height = Min(2 * count - 1, MAX_HEIGHT);
	chart.step = Min(width / count, MAX_STEP);
	draw(&chart, values, count);
	print_grid(&chart, chart.step * count);
	say("%*s%s", LABEL_WIDTH + 2, "", caption);
	return true;
}
