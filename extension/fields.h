/*-------------------------------------------------------------------------
 *
 * fields.h
 *	  The fields that a hash of an entry or a run is over.
 *
 * Their form is fixed.  A field is one byte that is 0 for null and 1 else,
 * and if not null a uint32 with the number of bytes that follow.  All
 * integers are big-endian.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_FIELDS_H
#define FTF_FIELDS_H

#include "datatype/timestamp.h"
#include "lib/stringinfo.h"
#include "utils/inet.h"

extern void ftf_field_bytes(StringInfo buf, const void *data, int len);

/* NULL stands for SQL's null. */
extern void ftf_field_text(StringInfo buf, text *value);
extern void ftf_field_int64(StringInfo buf, int64 value);

/* int64, microseconds since 1970-01-01 00:00:00 UTC */
extern void ftf_field_time(StringInfo buf, TimestampTz value);

/* 4 or 6, the prefix length, 4 or 16 bytes of address; NULL: null. */
extern void ftf_field_inet(StringInfo buf, inet *value);

#endif							/* FTF_FIELDS_H */
