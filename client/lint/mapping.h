/*-------------------------------------------------------------------------
 *
 * mapping.h
 *	  Whole mappings of variables, given to the environment or taken from it.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_LINT_MAPPING_H
#define FTF_LINT_MAPPING_H

#include "tokens.h"

/*
 * Entries of a mapping that is given to the environment, as in env={"X": 1}.
 * Those before the token mapping_end were read.
 */
extern void match_mapping(const Tokens *tokens, uint32 at, uint32 *mapping_end);

/* const { X = 14 } = process.env, at its last token. */
extern void match_destructuring(const Tokens *tokens, uint32 at);

#endif							/* FTF_LINT_MAPPING_H */
