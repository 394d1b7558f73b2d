/*-------------------------------------------------------------------------
 *
 * body.h
 *	  The shape of a request's JSON body; what is in it is the database's to
 *	  judge.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CONSOLE_BODY_H
#define FTF_CONSOLE_BODY_H

#include <jansson.h>

#include "routes.h"

/* What jansson frees is wiped: it may have been a password. */
extern void body_init(void);

/*
 * The body, if it is an object with the route's fields and no others, each of
 * its type; else NULL, and what is wrong.
 */
extern json_t *parse_body(const Route *route, const char *body, size_t length,
						  const char **fault);

#endif							/* FTF_CONSOLE_BODY_H */
