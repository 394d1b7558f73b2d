/*-------------------------------------------------------------------------
 *
 * output.h
 *	  Results for people and programs: which form was asked for, colour, and
 *	  what has no rows.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CLI_OUTPUT_H
#define FTF_CLI_OUTPUT_H

#include <jansson.h>

typedef enum OutputFormat
{
	FORMAT_TABLE,				/* for people */
	FORMAT_JSON,
	FORMAT_CSV,					/* with a header */
	FORMAT_PLAIN				/* COPY's text format: tabs, \N, no header */
} OutputFormat;

extern OutputFormat output_format;

typedef enum Colour
{
	COLOUR_NONE,
	COLOUR_BOLD,
	COLOUR_DIM,
	COLOUR_RED,
	COLOUR_GREEN,
	COLOUR_YELLOW
} Colour;

/* Decides on colour for standard output and messages, before anything else. */
extern void output_init(const char *program);

/* Escape sequences, or empty strings where colour is off. */
extern const char *colour(Colour colour);

/*
 * A line for people alone: nothing is printed in the other formats, so that
 * programs get data and no more.
 */
extern void say(const char *format,...) pg_attribute_printf(1, 2);

/* One field of a thing on one line, for people alone. */
extern void say_field(const char *name, const char *value);

/* JSON text and a line end, for results that are one object. */
extern void print_json(const char *json);

/*
 * Prints a value so, by json_dumps() with these flags, and frees it.  NULL is
 * one that there was no memory for, which ends the process.
 */
extern void print_json_value(json_t *value, size_t flags);

/* Ends with exit 1 if standard output could not be written whole. */
extern void finish_output(void);

#endif							/* FTF_CLI_OUTPUT_H */
