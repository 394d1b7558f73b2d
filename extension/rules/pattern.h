/*-------------------------------------------------------------------------
 *
 * pattern.h
 *	  Regular expressions: the server asks PostgreSQL's, the client libc's.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_RULES_PATTERN_H
#define FTF_RULES_PATTERN_H

#include "bytes.h"

/* In front of a pattern: letters match in any case. */
#define FTF_ANY_CASE "(?i)"

/*
 * Is the pattern anywhere in the text?  It is a POSIX extended expression in
 * ASCII without back references, classes such as [:space:] and backslashes
 * inside brackets, so that both engines find the same.
 */
extern bool ftf_pattern_found(FtfStr text, const char *pattern);

#endif							/* FTF_RULES_PATTERN_H */
