/*-------------------------------------------------------------------------
 *
 * entry.h
 *	  An entry of the history, its bytes and its hash.
 *
 * The byte format is fixed: a history must verify for ever.
 *
 *	domain		"ftf_config entry 1" and a NUL, 19 bytes
 *	then these fields in the form of fields.h:
 *	chain_id	16 bytes
 *	entry_id	int64
 *	prev_hash	32 bytes
 *	revision	int64
 *	kind, key, old_value, new_value, operator, reason	UTF-8
 *	changed_at	int64, microseconds since 1970-01-01 00:00:00 UTC
 *	session_role, effective_role, application_name		UTF-8
 *	client_addr	4 or 6, the prefix length, 4 or 16 bytes of address
 *	xid			int64
 *
 * hash = SHA-256 of all that.  The first entry's prev_hash is 32 zero bytes.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_ENTRY_H
#define FTF_ENTRY_H

#include "columns.h"
#include "datatype/timestamp.h"
#include "executor/tuptable.h"
#include "lib/stringinfo.h"
#include "rules/sha256.h"
#include "utils/inet.h"
#include "utils/uuid.h"

/* NULL stands for SQL's null. */
typedef struct FtfEntry
{
	int64		entry_id;
	int64		revision;
	text	   *kind;
	text	   *key;
	text	   *old_value;
	text	   *new_value;
	text	   *person;			/* column "operator" */
	text	   *reason;
	TimestampTz changed_at;
	text	   *session_role;
	text	   *effective_role;
	text	   *application_name;
	inet	   *client_addr;
	uint64		xid;
	FtfHash		prev_hash;
	FtfHash		hash;
	pg_uuid_t	chain_id;
} FtfEntry;

/*
 * The number after this one, of an entry or a revision as "what" says.  UF008
 * after the last there can be, which only tampering comes near.
 */
extern int64 ftf_entry_next(const char *what, int64 number);

extern void ftf_entry_serialize(const FtfEntry *entry, StringInfo buf);
extern void ftf_entry_hash(const FtfEntry *entry, FtfHash *hash);

/*
 * Read a row of ftf_config_history, detoasted into the current context.
 * False if a column holds what no entry can, which only tampering leaves.
 */
extern bool ftf_entry_from_slot(TupleTableSlot *row, FtfEntry *entry);

/* values and nulls have Natts_history members. */
extern void ftf_entry_to_values(const FtfEntry *entry, Datum *values,
								bool *nulls);

#endif							/* FTF_ENTRY_H */
