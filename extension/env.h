/*-------------------------------------------------------------------------
 *
 * env.h
 *	  Sets of parameters: JSONB objects of strings.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_ENV_H
#define FTF_ENV_H

#include "rules/bytes.h"
#include "rules/sha256.h"
#include "utils/jsonb.h"

typedef struct FtfEnvIterator
{
	JsonbIterator *it;
	FtfStr		key;
	FtfStr		value;
	bool		is_null;		/* in a set of changes: the key is removed */
} FtfEnvIterator;

typedef struct FtfEnvBuilder
{
	JsonbParseState *state;
} FtfEnvBuilder;

/* Order is JSONB's: by length of the key, then by bytes. */
extern void ftf_env_iterate(Jsonb *env, FtfEnvIterator *iterator);
extern bool ftf_env_next(FtfEnvIterator *iterator);

/* The key's value, pointing into env; false if it has none. */
extern bool ftf_env_find(Jsonb *env, FtfStr key, FtfStr *value);
extern int	ftf_env_size(Jsonb *env);

/* Bytes of keys and values. */
extern int64 ftf_env_bytes(Jsonb *env);

extern void ftf_env_build(FtfEnvBuilder *builder);
extern void ftf_env_add(FtfEnvBuilder *builder, FtfStr key, FtfStr value);
extern void ftf_env_add_null(FtfEnvBuilder *builder, FtfStr key);
extern Jsonb *ftf_env_built(FtfEnvBuilder *builder);

/* base with the changes laid over it; null removes a key. */
extern Jsonb *ftf_env_merge(Jsonb *base, Jsonb *changes);

/* Two sets of changes in one: of a key in both, what the second says. */
extern Jsonb *ftf_env_overlay(Jsonb *first, Jsonb *second);

/* True if the JSONB is an object of strings, as all we store are. */
extern bool ftf_is_env(Jsonb *value);

/* The same keys with the same values, byte for byte. */
extern bool ftf_env_equal(Jsonb *a, Jsonb *b);

/*
 * SHA-256 over "ftf_config env 1" and a NUL, then for each key in JSONB's
 * order uint32 length and bytes of the key, and the same of the value.
 */
extern void ftf_env_hash(Jsonb *env, FtfHash *hash);

/*
 * Raise UF005 unless value is an object whose members are all strings (or
 * null, where that is allowed), of no more bytes than base_env may have.  what
 * names it in the message.
 */
extern void ftf_env_check_shape(Jsonb *value, bool nulls_allowed,
								const char *what);

/*
 * JSON text as JSONB, refusing (UF005) an object that names a key twice:
 * JSONB's own input would drop all but the last without a word.  Refuses, too,
 * what is much longer than the text of max_bytes that would be admitted.
 */
extern Jsonb *ftf_json_without_duplicates(text *json, const char *what,
										  int max_bytes);

#endif							/* FTF_ENV_H */
