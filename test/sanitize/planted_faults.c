/*-------------------------------------------------------------------------
 *
 * planted_faults.c
 *	  Faults that test/sanitize.sh promises to find, built as the extension
 *	  is; planted_faults.pl has a server run each of them.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <sys/wait.h>
#include <unistd.h>

#include "catalog/pg_namespace.h"
#include "catalog/pg_type.h"
#include "fmgr.h"
#include "lib/stringinfo.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

PG_MODULE_MAGIC;

/* A function of SQL that has one fault, which the compiler can't see. */
#define FAULT(name) \
	static void plant_##name(text *argument); \
	PG_FUNCTION_INFO_V1(name); \
	Datum \
	name(PG_FUNCTION_ARGS) \
	{ \
		PG_RETURN_TEXT_P(plant_in_child(plant_##name, PG_GETARG_TEXT_PP(0))); \
	} \
	static pg_noinline void \
	plant_##name(text *argument)

#define CHUNK_BYTES 13

static volatile int none = 0;
static volatile int seen;
static char table[CHUNK_BYTES];

typedef struct Pair
{
	int			first[2];
	int64		second;
} Pair;

/* Returns the child's process number, and its wait status. */
static text *
plant_in_child(void (*plant) (text *), text *argument)
{
	pid_t		child = fork();
	int			status;

	if (child == 0)
	{
		plant(argument);
		_exit(0);
	}
	if (child < 0 || waitpid(child, &status, 0) != child)
		elog(ERROR, "no child: %m");
	return cstring_to_text(psprintf("%d %d", child, status));
}

/* Memory's end and beginning */

FAULT(beyond_local)
{
	char		local[CHUNK_BYTES] = "";
	char	   *place = local + none;

	place[CHUNK_BYTES] = 'x';
	seen = place[0];
}

FAULT(beyond_static)
{
	char	   *place = table + none;

	seen = place[CHUNK_BYTES];
}

FAULT(beyond_member)
{
	Pair		pair = {{0}};

	seen = pair.first[2 + none];
}

FAULT(beyond_chunk_read)
{
	char	   *chunk = palloc0(CHUNK_BYTES);

	seen = chunk[CHUNK_BYTES];
}

FAULT(beyond_chunk_write)
{
	char	   *chunk = palloc(CHUNK_BYTES);

	chunk[CHUNK_BYTES] = 'x';
}

FAULT(before_chunk)
{
	char	   *chunk = palloc0(CHUNK_BYTES);

	seen = chunk[none - 1];
}

FAULT(beyond_argument)
{
	seen = VARDATA_ANY(argument)[VARSIZE_ANY_EXHDR(argument)];
}

FAULT(beyond_string)
{
	char	   *string = psprintf("%d", none);

	seen = string[2];
}

FAULT(beyond_name)
{
	char	   *name = get_namespace_name(PG_CATALOG_NAMESPACE);

	seen = name[strlen(name) + 1];
}

FAULT(beyond_array)
{
	Datum		values[] = {1, 2, 3};
	Datum	   *elements;
	bool	   *nulls;
	int			count;

	deconstruct_array(construct_array(values, 3, INT4OID, 4, true, TYPALIGN_INT),
					  INT4OID, 4, true, TYPALIGN_INT, &elements, &nulls, &count);
	seen = DatumGetInt32(elements[count]);
}

FAULT(beyond_buffer)
{
	StringInfoData buf;

	initStringInfo(&buf);
	buf.data[buf.maxlen] = 'x';
}

FAULT(copied_from)
{
	char		place[2 * CHUNK_BYTES];
	char	   *chunk = palloc0(CHUNK_BYTES);

	memcpy(place, chunk, CHUNK_BYTES + 1 + none);
	seen = place[none];
}

FAULT(copied_to)
{
	char		place[2 * CHUNK_BYTES] = "";
	char	   *chunk = palloc(CHUNK_BYTES);

	memcpy(chunk, place, CHUNK_BYTES + 1 + none);
	seen = chunk[none];
}

FAULT(unterminated)
{
	seen = strlen(VARDATA_ANY(argument));
}

/* Memory's life */

FAULT(after_pfree)
{
	char	   *chunk = palloc0(CHUNK_BYTES);

	pfree(chunk);
	seen = chunk[0];
}

FAULT(pfree_twice)
{
	char	   *chunk = palloc0(CHUNK_BYTES);

	pfree(chunk);
	pfree(chunk + none);
}

FAULT(after_reset)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "fault", ALLOCSET_DEFAULT_SIZES);
	MemoryContext outer = MemoryContextSwitchTo(context);
	char	   *chunk = palloc0(CHUNK_BYTES);

	MemoryContextSwitchTo(outer);
	MemoryContextReset(context);
	seen = chunk[0];
}

FAULT(after_delete)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "fault", ALLOCSET_SMALL_SIZES);
	MemoryContext outer = MemoryContextSwitchTo(context);
	char	   *chunk = palloc0(CHUNK_BYTES);

	MemoryContextSwitchTo(outer);
	MemoryContextDelete(context);
	seen = chunk[0];
}

FAULT(after_growth)
{
	StringInfoData buf;
	char	   *stale;

	initStringInfo(&buf);
	stale = buf.data;
	appendStringInfoSpaces(&buf, 3 * buf.maxlen);
	seen = stale[0];
}

static pg_noinline char *
place_of_local(void)
{
	char		local[CHUNK_BYTES] = "";
	char	   *volatile place = local + none;

	return place;
}

FAULT(after_return)
{
	seen = place_of_local()[0];
}

/* What the language leaves undefined */

FAULT(overflow)
{
	int			number = PG_INT32_MAX + none;

	seen = number + 1;
}

FAULT(shift)
{
	seen = 1 << (32 + none);
}

FAULT(misaligned)
{
	char	   *chunk = palloc0(CHUNK_BYTES);

	seen = *(int *) (chunk + 1 + none);
}

FAULT(null_member)
{
	Pair	   *pair = none ? (Pair *) table : NULL;

	seen = pair->second;
}

FAULT(neither_true_nor_false)
{
	bool		flag;

	*(volatile char *) &flag = 2;
	seen = flag ? 1 : 3;
}

FAULT(no_integer)
{
	double		number = 1e20 + none;

	seen = (int) number;
}
