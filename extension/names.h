/*-------------------------------------------------------------------------
 *
 * names.h
 *	  A set of names.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_NAMES_H
#define FTF_NAMES_H

#include "utils/hsearch.h"

typedef HTAB FtfNames;

/* In the current context. */
extern FtfNames *ftf_names_create(void);
extern void ftf_names_destroy(FtfNames *names);

/* False if the name is there already; it must outlive the set. */
extern bool ftf_names_add(FtfNames *names, const char *name);

#endif							/* FTF_NAMES_H */
