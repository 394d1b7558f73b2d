/*-------------------------------------------------------------------------
 *
 * key.h
 *	  Keys: their names, and which prefixes are governed.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_KEY_H
#define FTF_KEY_H

#include "rules/bytes.h"
#include "utils/array.h"

/* Raises UF005 unless it is a key's name with a governed prefix. */
extern void ftf_admit_key(FtfStr key, ArrayType *prefixes);

/* The prefixes one by one, pointing into the array. */
extern FtfStr *ftf_prefix_strings(ArrayType *prefixes, int *count);

/* Raises UF005 unless a key can begin so. */
extern void ftf_admit_prefix(FtfStr prefix);

/* A JSON array of strings, in the order given: as the history has it. */
extern text *ftf_prefixes_text(ArrayType *prefixes);

/* With any of the prefixes. */
extern bool ftf_is_governed(FtfStr key, ArrayType *prefixes);

#endif							/* FTF_KEY_H */
