/*-------------------------------------------------------------------------
 *
 * secret.h
 *	  Recognises credentials by their name and by their form.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_RULES_SECRET_H
#define FTF_RULES_SECRET_H

#include "bytes.h"

/* The part of the key that names a credential, or NULL. */
extern const char *ftf_secret_key(FtfStr key);

/* What kind of credential the value has the form of, or NULL. */
extern const char *ftf_secret_value(FtfStr value);

/* Printable start of the bytes for a message, unless they look like one. */
extern char *ftf_shown(FtfStr value);

#endif							/* FTF_RULES_SECRET_H */
