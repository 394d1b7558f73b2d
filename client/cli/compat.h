/*-------------------------------------------------------------------------
 *
 * compat.h
 *	  Differences between PostgreSQL majors (15 to 18), all in one place.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CLI_COMPAT_H
#define FTF_CLI_COMPAT_H

/* 18 has another spelling, which the others lack. */
#ifndef pg_attribute_noreturn
#define pg_attribute_noreturn() __attribute__((noreturn))
#endif

#endif							/* FTF_CLI_COMPAT_H */
