/*-------------------------------------------------------------------------
 *
 * hash.c
 *	  Hashes as the tables hold them.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "compat.h"
#include "hash.h"
#include "utils/builtins.h"

bool
ftf_hash_equal(const FtfHash *a, const FtfHash *b)
{
	return memcmp(a->bytes, b->bytes, FTF_HASH_BYTES) == 0;
}

bytea *
ftf_hash_bytea(const FtfHash *hash)
{
	return (bytea *) cstring_to_text_with_len((const char *) hash->bytes,
											  FTF_HASH_BYTES);
}

bool
ftf_hash_from_datum(Datum datum, FtfHash *hash)
{
	bytea	   *value = DatumGetByteaPP(datum);

	if (VARSIZE_ANY_EXHDR(value) != FTF_HASH_BYTES)
		return false;
	memcpy(hash->bytes, VARDATA_ANY(value), FTF_HASH_BYTES);
	return true;
}
