/*-------------------------------------------------------------------------
 *
 * judge.h
 *	  What a key, a value or another text may be, in server and client alike.
 *
 * The server refuses by it what would enter the history, the client what a
 * fallback would put in the store's place.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_RULES_JUDGE_H
#define FTF_RULES_JUDGE_H

#include "bytes.h"

#define FTF_KEY_MAX_BYTES		128
/* MAX_ARG_STRLEN of the Linux kernel: KEY=VALUE and its NUL must fit. */
#define FTF_ENTRY_MAX_BYTES		131072
#define FTF_REASON_MAX_BYTES	16384
/* operators, run ids */
#define FTF_NAME_MAX_BYTES		256

/*
 * A row of any table, as COPY and pg_dump write it, stays far below the 1 GB
 * that they carry.  There a byte takes up to seven: a control character is
 * \u0001 in JSON, and its backslash is doubled.
 */
#define FTF_DEFINITION_MAX_BYTES 131072 /* JSON text, as the history has it */
#define FTF_PREFIXES_MAX_BYTES	32768	/* JSON text, as the history has it */
/*
 * Keys and values, all of base_env or of overrides.  base_env is written whole
 * at each change, while others wait.
 */
#define FTF_ENV_MAX_BYTES		16777216
/* JSON text that was written with escapes and white space is longer. */
#define FTF_JSON_MAX_FACTOR		4

/* What an array may name, though it is not stored. */
#define FTF_KEYS_MAX			131072

/* What is governed until ftf_govern says otherwise. */
#define FTF_DEFAULT_PREFIX		"CVN_"

/* What a definition lets a value have that is otherwise refused. */
#define FTF_ALLOW_CONTROL		0x01	/* control characters */
#define FTF_ALLOW_INVISIBLE		0x02	/* zero-width, direction, format */
#define FTF_ALLOW_SPACE			0x04	/* leading or trailing white space */
#define FTF_ALLOW_SECRET		0x08	/* what only looks like a credential */

/* Why something is refused.  It never repeats what looks like a credential. */
typedef struct FtfFault
{
	const char *message;
	const char *detail;			/* or NULL */
	const char *hint;			/* or NULL */
	bool		secret;			/* what was given must reach no log */
} FtfFault;

/* [A-Z_][A-Z0-9_]*, at most FTF_KEY_MAX_BYTES */
extern bool ftf_is_key_name(FtfStr key);

/* A Unicode character that a reader can't see, or that reorders what they see. */
extern bool ftf_is_invisible(uint32 c);

/* Nothing in it that a reader could see. */
extern bool ftf_is_blank(FtfStr text);

/* Does the key begin with the prefix, and go on after it?  A prefix is no key. */
extern bool ftf_key_begins_with(FtfStr key, FtfStr prefix);

/* With any of them: then it is governed. */
extern bool ftf_key_has_prefix(FtfStr key, const FtfStr *prefixes, int nprefixes);

/* As JSON; a prefix, being the start of a name, needs no escape. */
extern char *ftf_prefix_list(const FtfStr *prefixes, int nprefixes);

/*
 * Each is false where something is wrong, and then fault says what.  A value
 * is judged with its key; allow is what the key's definition allows.  where
 * names a text in the fault.
 */
extern bool ftf_judge_key(FtfStr key, const FtfStr *prefixes, int nprefixes,
						  FtfFault *fault);
extern bool ftf_judge_key_not_secret(FtfStr key, FtfFault *fault);
extern bool ftf_judge_value(FtfStr key, FtfStr value, int allow, FtfFault *fault);
extern bool ftf_judge_text(const char *where, FtfStr text, int max_bytes,
						   int allow, FtfFault *fault);

/* Keys and values together have that many bytes; what is named in the fault. */
extern bool ftf_judge_env_bytes(const char *what, int64 bytes, FtfFault *fault);

#endif							/* FTF_RULES_JUDGE_H */
