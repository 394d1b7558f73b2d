/*-------------------------------------------------------------------------
 *
 * names.h
 *	  A set of names, and lists of names in messages.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_NAMES_H
#define FTF_NAMES_H

#include "lib/stringinfo.h"
#include "utils/hsearch.h"

/* So many are told of in a message; of the rest, how many they are. */
#define FTF_MOST_NAMED 10

typedef HTAB FtfNames;

/* In the current context. */
extern FtfNames *ftf_names_create(void);
extern void ftf_names_destroy(FtfNames *names);

/* False if the name is there already; it must outlive the set. */
extern bool ftf_names_add(FtfNames *names, const char *name);

/*
 * Append name number n, counted from 0, if it is one of those told of; when all
 * have had their turn, the number of the others.
 */
extern void ftf_name_some(StringInfo list, const char *name, int n);
extern void ftf_name_rest(StringInfo list, int count);

#endif							/* FTF_NAMES_H */
