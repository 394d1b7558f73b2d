/*-------------------------------------------------------------------------
 *
 * number.h
 *	  Numbers on the command line.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CLI_NUMBER_H
#define FTF_CLI_NUMBER_H

/* The whole number, or the end with usage; what names it in the message. */
extern int64 parse_number(const char *given, const char *what);

/* The number of -n, checked, for LIMIT; NULL, where it wasn't given, is all. */
extern const char *checked_limit(const char *limit);

#endif							/* FTF_CLI_NUMBER_H */
