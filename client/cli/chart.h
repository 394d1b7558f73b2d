/*-------------------------------------------------------------------------
 *
 * chart.h
 *	  Numbers over time as steps, for a terminal.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CLI_CHART_H
#define FTF_CLI_CHART_H

/* How many values a chart has room for. */
extern int	chart_capacity(void);

/*
 * Prints values as steps of the same width, oldest first, and the caption
 * below.  NULL is a gap.  Lines are drawn in Unicode where the locale is
 * UTF-8.  False, and nothing is printed: a value is no number, or they don't
 * differ.
 */
extern bool print_step_chart(const char *const *values, int count,
							 const char *caption);

#endif							/* FTF_CLI_CHART_H */
