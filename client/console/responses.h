/*-------------------------------------------------------------------------
 *
 * responses.h
 *	  Answers, all of them with the headers that keep browsers safe.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CONSOLE_RESPONSES_H
#define FTF_CONSOLE_RESPONSES_H

#include "request.h"

/* What is said of an error; NULL leaves a field null, and the mode out. */
typedef struct ErrorText
{
	const char *sqlstate;
	const char *message;
	const char *detail;
	const char *hint;
	const char *mode;			/* "login" or "proxy": who lets people in */
} ErrorText;

/* Takes the request's answer; there must be none yet. */
extern void respond(Request *request, unsigned status,
					struct MHD_Response *response);

extern void respond_empty(Request *request, unsigned status);
extern void respond_error(Request *request, unsigned status,
						  const char *message, const char *hint);

extern void respond_error_text(Request *request, unsigned status,
							   const ErrorText *error);

/* For a route that needs a person, without one. */
extern void respond_not_signed_in(Request *request);

/* With error_of_load(). */
extern void respond_busy(Request *request);

/* JSON text that PostgreSQL made; the answer keeps the result and clears it. */
extern void respond_result(Request *request, PGresult *result);

/* JSON text, copied. */
extern void respond_json(Request *request, unsigned status, const char *json);

extern void add_header(struct MHD_Response *response, const char *name,
					   const char *value);

/* The error as JSON; free() it. */
extern char *error_json(const ErrorText *error);

/* Too much is there or waiting: in a moment there may be room. */
extern ErrorText error_of_load(void);

/* What the database said, and the status that stands for it. */
extern ErrorText error_of_result(const PGresult *result);
extern unsigned status_of_sqlstate(const char *sqlstate);

#endif							/* FTF_CONSOLE_RESPONSES_H */
