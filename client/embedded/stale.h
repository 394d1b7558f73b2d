/*-------------------------------------------------------------------------
 *
 * stale.h
 *	  Lock files of an embedded server that crashed.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_EMBEDDED_STALE_H
#define FTF_EMBEDDED_STALE_H

#include "home.h"

/*
 * What a server that crashed left, and PostgreSQL would take for one that
 * runs: removed before a start; the end where a server may run that
 * embedded_find_server does not find.
 */
extern void embedded_remove_stale(const Embedded *embedded,
								  const char *socket_directory);
extern void embedded_refuse_use(const Embedded *embedded);

#endif							/* FTF_EMBEDDED_STALE_H */
