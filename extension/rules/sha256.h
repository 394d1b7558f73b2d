/*-------------------------------------------------------------------------
 *
 * sha256.h
 *	  SHA-256 of bytes, in server and client alike.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_RULES_SHA256_H
#define FTF_RULES_SHA256_H

#define FTF_HASH_BYTES 32

typedef struct FtfHash
{
	uint8		bytes[FTF_HASH_BYTES];
} FtfHash;

/* Ends a client, and raises an error in the server, where that fails. */
extern void ftf_sha256(const void *data, size_t len, FtfHash *hash);

/* In lower case. */
extern char *ftf_hash_hex(const FtfHash *hash);

#endif							/* FTF_RULES_SHA256_H */
