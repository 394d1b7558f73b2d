/*-------------------------------------------------------------------------
 *
 * hash.h
 *	  Hashes as the tables hold them.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_HASH_H
#define FTF_HASH_H

#include "rules/sha256.h"

extern bool ftf_hash_equal(const FtfHash *a, const FtfHash *b);
extern bytea *ftf_hash_bytea(const FtfHash *hash);

/* False if the bytea is not a hash. */
extern bool ftf_hash_from_datum(Datum datum, FtfHash *hash);

#endif							/* FTF_HASH_H */
