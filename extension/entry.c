/*-------------------------------------------------------------------------
 *
 * entry.c
 *	  An entry of the history, its bytes and its hash.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <sys/socket.h>

#include "columns.h"
#include "common/cryptohash.h"
#include "common/sha2.h"
#include "entry.h"
#include "libpq/pqformat.h"
#include "port/pg_bswap.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"
#include "utils/xid8.h"

#define ENTRY_DOMAIN "ftf_config entry 1"

/* Seconds between the Unix epoch and PostgreSQL's, in microseconds. */
#define EPOCH_DIFF_USECS \
	((int64) (POSTGRES_EPOCH_JDATE - UNIX_EPOCH_JDATE) * USECS_PER_DAY)

void
ftf_sha256(const void *data, size_t len, FtfHash *hash)
{
	pg_cryptohash_ctx *ctx = pg_cryptohash_create(PG_SHA256);

	if (ctx == NULL ||
		pg_cryptohash_init(ctx) < 0 ||
		pg_cryptohash_update(ctx, data, len) < 0 ||
		pg_cryptohash_final(ctx, hash->bytes, FTF_HASH_BYTES) < 0)
		elog(ERROR, "could not compute SHA-256: %s", pg_cryptohash_error(ctx));
	pg_cryptohash_free(ctx);
}

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

char *
ftf_hash_hex(const FtfHash *hash)
{
	char	   *hex = palloc(2 * FTF_HASH_BYTES + 1);

	hex[hex_encode((const char *) hash->bytes, FTF_HASH_BYTES, hex)] = '\0';
	return hex;
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

void
ftf_field_null(StringInfo buf)
{
	appendStringInfoChar(buf, 0);
}

void
ftf_field_bytes(StringInfo buf, const void *data, int len)
{
	appendStringInfoChar(buf, 1);
	pq_sendint32(buf, len);
	appendBinaryStringInfo(buf, data, len);
}

void
ftf_field_text(StringInfo buf, text *value)
{
	if (value == NULL)
		ftf_field_null(buf);
	else
		ftf_field_bytes(buf, VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value));
}

void
ftf_field_int64(StringInfo buf, int64 value)
{
	uint64		wire = pg_hton64((uint64) value);

	ftf_field_bytes(buf, &wire, sizeof(wire));
}

void
ftf_field_time(StringInfo buf, TimestampTz value)
{
	/* unsigned, since a tampered time may be at the end of the range */
	ftf_field_int64(buf, (int64) ((uint64) value + (uint64) EPOCH_DIFF_USECS));
}

static void
field_inet(StringInfo buf, inet *value)
{
	uint8		wire[2 + 16];

	if (value == NULL)
	{
		ftf_field_null(buf);
		return;
	}
	wire[0] = ip_family(value) == PGSQL_AF_INET ? 4 : 6;
	wire[1] = ip_bits(value);
	memcpy(wire + 2, ip_addr(value), ip_addrsize(value));
	ftf_field_bytes(buf, wire, 2 + ip_addrsize(value));
}

void
ftf_entry_serialize(const FtfEntry *entry, StringInfo buf)
{
	appendBinaryStringInfo(buf, ENTRY_DOMAIN, sizeof(ENTRY_DOMAIN));
	ftf_field_bytes(buf, entry->chain_id.data, UUID_LEN);
	ftf_field_int64(buf, entry->entry_id);
	ftf_field_bytes(buf, entry->prev_hash.bytes, FTF_HASH_BYTES);
	ftf_field_int64(buf, entry->revision);
	ftf_field_text(buf, entry->kind);
	ftf_field_text(buf, entry->key);
	ftf_field_text(buf, entry->old_value);
	ftf_field_text(buf, entry->new_value);
	ftf_field_text(buf, entry->person);
	ftf_field_text(buf, entry->reason);
	ftf_field_time(buf, entry->changed_at);
	ftf_field_text(buf, entry->session_role);
	ftf_field_text(buf, entry->effective_role);
	ftf_field_text(buf, entry->application_name);
	field_inet(buf, entry->client_addr);
	ftf_field_int64(buf, (int64) entry->xid);
}

void
ftf_entry_hash(const FtfEntry *entry, FtfHash *hash)
{
	StringInfoData buf;

	initStringInfo(&buf);
	ftf_entry_serialize(entry, &buf);
	ftf_sha256(buf.data, buf.len, hash);
	pfree(buf.data);
}

/* The column as detoasted text in the current context, or NULL. */
static text *
text_column(TupleTableSlot *row, int column)
{
	bool		isnull;
	Datum		datum = slot_getattr(row, column, &isnull);

	return isnull ? NULL : DatumGetTextPCopy(datum);
}

bool
ftf_entry_from_slot(TupleTableSlot *row, FtfEntry *entry)
{
	static const int required[] = {
		Anum_history_entry_id, Anum_history_revision, Anum_history_kind,
		Anum_history_operator, Anum_history_reason, Anum_history_changed_at,
		Anum_history_session_role, Anum_history_effective_role,
		Anum_history_application_name,
		Anum_history_xid, Anum_history_prev_hash, Anum_history_hash,
		Anum_history_chain_id,
	};

	slot_getallattrs(row);
	for (size_t i = 0; i < lengthof(required); i++)
		if (row->tts_isnull[required[i] - 1])
			return false;

	entry->entry_id = DatumGetInt64(row->tts_values[Anum_history_entry_id - 1]);
	entry->revision = DatumGetInt64(row->tts_values[Anum_history_revision - 1]);
	entry->kind = text_column(row, Anum_history_kind);
	entry->key = text_column(row, Anum_history_key);
	entry->old_value = text_column(row, Anum_history_old_value);
	entry->new_value = text_column(row, Anum_history_new_value);
	entry->person = text_column(row, Anum_history_operator);
	entry->reason = text_column(row, Anum_history_reason);
	entry->changed_at =
		DatumGetTimestampTz(row->tts_values[Anum_history_changed_at - 1]);
	entry->session_role = text_column(row, Anum_history_session_role);
	entry->effective_role = text_column(row, Anum_history_effective_role);
	entry->application_name = text_column(row, Anum_history_application_name);
	entry->client_addr = row->tts_isnull[Anum_history_client_addr - 1] ? NULL :
		(inet *) PG_DETOAST_DATUM_COPY(row->tts_values[Anum_history_client_addr - 1]);
	entry->xid = U64FromFullTransactionId(DatumGetFullTransactionId(row->tts_values[Anum_history_xid - 1]));
	entry->chain_id = *DatumGetUUIDP(row->tts_values[Anum_history_chain_id - 1]);
	return ftf_hash_from_datum(row->tts_values[Anum_history_prev_hash - 1],
							   &entry->prev_hash) &&
		ftf_hash_from_datum(row->tts_values[Anum_history_hash - 1],
							&entry->hash);
}

static void
set_pointer(Datum *values, bool *nulls, int column, void *value)
{
	values[column - 1] = PointerGetDatum(value);
	nulls[column - 1] = value == NULL;
}

void
ftf_entry_to_values(const FtfEntry *entry, Datum *values, bool *nulls)
{
	memset(nulls, false, Natts_history * sizeof(bool));
	values[Anum_history_entry_id - 1] = Int64GetDatum(entry->entry_id);
	values[Anum_history_revision - 1] = Int64GetDatum(entry->revision);
	set_pointer(values, nulls, Anum_history_kind, entry->kind);
	set_pointer(values, nulls, Anum_history_key, entry->key);
	set_pointer(values, nulls, Anum_history_old_value, entry->old_value);
	set_pointer(values, nulls, Anum_history_new_value, entry->new_value);
	set_pointer(values, nulls, Anum_history_operator, entry->person);
	set_pointer(values, nulls, Anum_history_reason, entry->reason);
	values[Anum_history_changed_at - 1] =
		TimestampTzGetDatum(entry->changed_at);
	set_pointer(values, nulls, Anum_history_session_role, entry->session_role);
	set_pointer(values, nulls, Anum_history_effective_role,
				entry->effective_role);
	set_pointer(values, nulls, Anum_history_application_name,
				entry->application_name);
	set_pointer(values, nulls, Anum_history_client_addr, entry->client_addr);
	values[Anum_history_xid - 1] =
		FullTransactionIdGetDatum(FullTransactionIdFromU64(entry->xid));
	set_pointer(values, nulls, Anum_history_prev_hash,
				ftf_hash_bytea(&entry->prev_hash));
	set_pointer(values, nulls, Anum_history_hash, ftf_hash_bytea(&entry->hash));
	values[Anum_history_chain_id - 1] = UUIDPGetDatum(&entry->chain_id);
}
