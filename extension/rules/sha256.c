/*-------------------------------------------------------------------------
 *
 * sha256.c
 *	  SHA-256 of bytes, in server and client alike.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FRONTEND
#include "postgres.h"
#define give_up(...) elog(ERROR, __VA_ARGS__)
#else
#include "postgres_fe.h"
#include "common/logging.h"
#define give_up(...) pg_fatal(__VA_ARGS__)
#endif

#include "bytes.h"
#include "common/cryptohash.h"
#include "common/sha2.h"
#include "sha256.h"

StaticAssertDecl(FTF_HASH_BYTES == PG_SHA256_DIGEST_LENGTH,
				 "a hash is a digest of SHA-256");

void
ftf_sha256(const void *data, size_t len, FtfHash *hash)
{
	pg_cryptohash_ctx *ctx = pg_cryptohash_create(PG_SHA256);

	if (ctx == NULL ||
		pg_cryptohash_init(ctx) < 0 ||
		pg_cryptohash_update(ctx, data, len) < 0 ||
		pg_cryptohash_final(ctx, hash->bytes, FTF_HASH_BYTES) < 0)
		give_up("could not compute SHA-256: %s", pg_cryptohash_error(ctx));
	pg_cryptohash_free(ctx);
}

char *
ftf_hash_hex(const FtfHash *hash)
{
	char	   *hex = palloc(2 * FTF_HASH_BYTES + 1);

	ftf_bytes_hex(hash->bytes, FTF_HASH_BYTES, hex);
	return hex;
}
