/*-------------------------------------------------------------------------
 *
 * checked.h
 *	  What is asked of the store before a command's own question.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_STORE_CHECKED_H
#define FTF_STORE_CHECKED_H

/*
 * The time as it was given, or the end with usage; what names it in the
 * message.  NULL, where it wasn't given, is returned.
 */
extern const char *checked_time(const char *given, const char *what);

/*
 * True where nothing was ever changed.  People are told so on standard error,
 * and what comes first.
 */
extern bool told_empty(void);

#endif							/* FTF_STORE_CHECKED_H */
