/*-------------------------------------------------------------------------
 *
 * recognize.h
 *	  Which language a file is written in.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_LINT_RECOGNIZE_H
#define FTF_LINT_RECOGNIZE_H

#include "languages.h"

/* By its name; NULL: none that is read. */
extern const LintLanguage *lint_language_of_name(const char *path);

/* By its first line, #!. */
extern const LintLanguage *lint_language_of_data(const char *data, size_t length);

#endif							/* FTF_LINT_RECOGNIZE_H */
