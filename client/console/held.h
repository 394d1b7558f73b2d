/*-------------------------------------------------------------------------
 *
 * held.h
 *	  Answers that are in memory until their readers have got them.
 *
 * A reader may take long, and ask again meanwhile: so what one person, and all
 * together, may have waiting has a bound.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CONSOLE_HELD_H
#define CONSOLE_HELD_H

#include <microhttpd.h>

#include "libpq-fe.h"

/* May another answer be made for this person? */
extern bool held_has_room(const char *person);

/* The result's one value as an answer, which takes the result over. */
extern struct MHD_Response *held_response(const char *person, PGresult *result);

#endif							/* CONSOLE_HELD_H */
