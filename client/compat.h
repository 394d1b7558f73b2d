/*-------------------------------------------------------------------------
 *
 * compat.h
 *	  Differences between PostgreSQL majors (15 to 18), all in one place.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CLIENT_COMPAT_H
#define FTF_CLIENT_COMPAT_H

/* 18 has another spelling, which the others lack. */
#ifndef pg_attribute_noreturn
#define pg_attribute_noreturn() __attribute__((noreturn))
#endif

/* What a prompt tells by that a signal may jump out of it: it was a bool. */
#include "common/string.h"
typedef __typeof__(*((PromptInterruptContext *) NULL)->enabled) PromptFlag;

#endif							/* FTF_CLIENT_COMPAT_H */
