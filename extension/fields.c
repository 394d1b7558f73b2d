/*-------------------------------------------------------------------------
 *
 * fields.c
 *	  The fields that a hash of an entry or a run is over.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <sys/socket.h>

#include "compat.h"
#include "fields.h"
#include "libpq/pqformat.h"
#include "port/pg_bswap.h"
#include "utils/timestamp.h"

/* Seconds between the Unix epoch and PostgreSQL's, in microseconds. */
#define EPOCH_DIFF_USECS \
	((int64) (POSTGRES_EPOCH_JDATE - UNIX_EPOCH_JDATE) * USECS_PER_DAY)

static void
field_null(StringInfo buf)
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
		field_null(buf);
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

void
ftf_field_inet(StringInfo buf, inet *value)
{
	uint8		wire[2 + 16];

	if (value == NULL)
	{
		field_null(buf);
		return;
	}
	wire[0] = ip_family(value) == PGSQL_AF_INET ? 4 : 6;
	wire[1] = ip_bits(value);
	memcpy(wire + 2, ip_addr(value), ip_addrsize(value));
	ftf_field_bytes(buf, wire, 2 + ip_addrsize(value));
}
