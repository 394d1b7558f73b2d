/*-------------------------------------------------------------------------
 *
 * status_report.h
 *	  A report on the store: facts, and what is to be done about it.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_COMMANDS_STATUS_REPORT_H
#define FTF_COMMANDS_STATUS_REPORT_H

#include <jansson.h>

typedef enum Severity
{
	SEVERITY_NOTE,				/* good to know; nothing is wrong */
	SEVERITY_PROBLEM			/* the promises don't hold, or it can't work */
} Severity;

typedef struct Status
{
	json_t	   *facts;			/* an object, in the order of telling */
	json_t	   *findings;		/* an array: severity, what, fix */
	bool		has_problem;
} Status;

extern void status_init(Status *status);

/* NULL values are kept as null. */
extern void add_fact(Status *status, const char *name, const char *value);
extern void add_number(Status *status, const char *name, const char *value);
extern void add_boolean(Status *status, const char *name, bool value);

/* value is JSON text. */
extern void add_json(Status *status, const char *name, const char *value);

/* fix may be NULL. */
extern void add_finding(Status *status, Severity severity, const char *what,
						const char *fix);

/* Prints it in the format that was asked for, and frees it. */
extern void print_status(Status *status);

#endif							/* FTF_COMMANDS_STATUS_REPORT_H */
