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

#include "rules/judge.h"

/* Raises UF005 with what the fault says. */
extern void ftf_refuse(const FtfFault *fault);

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
