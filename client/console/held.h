/*-------------------------------------------------------------------------
 *
 * held.h
 *	  What is in memory for people: bodies until they are dealt with, answers
 *	  until they are read.
 *
 * Both may take long, and more come meanwhile: so what one person, and all
 * together, may have there has a bound.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CONSOLE_HELD_H
#define FTF_CONSOLE_HELD_H

#include <microhttpd.h>

#include "libpq-fe.h"

typedef struct Held Held;

/* May there be more for this person? */
extern bool held_has_room(const char *person);

/* Counts so many bytes until they are let go; NULL may be, too. */
extern Held *hold(const char *person, size_t bytes);
extern void let_go(Held *held);

/* The result's one value as an answer, which takes the result over. */
extern struct MHD_Response *held_response(const char *person, PGresult *result);

#endif							/* FTF_CONSOLE_HELD_H */
