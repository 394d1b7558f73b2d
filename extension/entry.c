/*-------------------------------------------------------------------------
 *
 * entry.c
 *	  An entry of the history, its bytes and its hash.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "columns.h"
#include "entry.h"
#include "errors.h"
#include "fields.h"
#include "hash.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"
#include "utils/xid8.h"

#define ENTRY_DOMAIN "ftf_config entry 1"

int64
ftf_entry_next(const char *what, int64 number)
{
	if (number == PG_INT64_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_FTF_LEDGER),
				 errmsg("there is no %s after %lld", what, (long long) number),
				 errhint("SELECT * FROM ftf_verify() tells what was tampered with.")));
	return number + 1;
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
	ftf_field_inet(buf, entry->client_addr);
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
