/*-------------------------------------------------------------------------
 *
 * admit.h
 *	  What is let in at the door: keys, values, reasons, operators, run ids.
 *
 * Nothing that enters an immutable history can be taken out, so all input is
 * checked here before anything is written.  Refusals are UF005 unless said
 * otherwise and never repeat a value that looks like a credential.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_ADMIT_H
#define FTF_ADMIT_H

#include "str.h"

/* MAX_ARG_STRLEN of the Linux kernel: KEY=VALUE and its NUL must fit. */
#define FTF_ENTRY_MAX_BYTES		131072
#define FTF_REASON_MAX_BYTES	16384
#define FTF_NAME_MAX_BYTES		256

/* What a definition lets a value have that is otherwise refused. */
#define FTF_ALLOW_CONTROL		0x01	/* control characters */
#define FTF_ALLOW_INVISIBLE		0x02	/* zero-width, direction, format */
#define FTF_ALLOW_SPACE			0x04	/* leading or trailing white space */
#define FTF_ALLOW_SECRET		0x08	/* what only looks like a credential */

/* Key and value together; allow is what the key's definition allows. */
extern void ftf_admit_value(FtfStr key, FtfStr value, int allow);

/* Refuse a key that looks like a credential's name. */
extern void ftf_admit_key_not_secret(FtfStr key);

/* Each takes NULL for SQL's null.  Missing reason or operator is UF004. */
extern void ftf_admit_reason(text *reason);
extern void ftf_admit_operator(text *person);
extern void ftf_admit_run_id(text *run_id);

/* Free text inside a definition, named by its field. */
extern void ftf_admit_note(FtfStr key, const char *field, FtfStr note);

#endif							/* FTF_ADMIT_H */
