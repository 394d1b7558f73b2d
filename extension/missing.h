/*-------------------------------------------------------------------------
 *
 * missing.h
 *	  The error for parameters that the store does not hold.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_MISSING_H
#define FTF_MISSING_H

#include "nodes/pg_list.h"
#include "rules/bytes.h"
#include "utils/array.h"
#include "utils/jsonb.h"

/*
 * Raise UF001 naming all the keys (text *), with near spellings from env.
 * Returns if the list is empty.
 */
extern void ftf_refuse_missing(List *keys, Jsonb *env);

/* "Did you mean A instead of B?", or NULL where no key of env is near. */
extern char *ftf_near_spelling(FtfStr key, Jsonb *env);

/*
 * The keys of the array that env does not hold.  Raises UF005 if a member is
 * null or the array is null; name is the argument's.
 */
extern List *ftf_keys_missing(ArrayType *keys, Jsonb *env, const char *name);

#endif							/* FTF_MISSING_H */
