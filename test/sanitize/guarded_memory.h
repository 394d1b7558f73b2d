/*-------------------------------------------------------------------------
 *
 * guarded_memory.h
 *	  Shows palloc's memory to the address sanitizer.  test/sanitize.sh lets
 *	  the compiler include this before each of the extension's files.
 *
 * PostgreSQL hands out chunks from large blocks, where the sanitizer sees no
 * borders.  A chunk above ALLOCSET_SEPARATE_THRESHOLD, though, is a block of
 * malloc's own, which free() gets as soon as anybody, the server too, frees
 * the chunk or grows it, or resets or deletes its context; from then on the
 * sanitizer knows it as freed.  So whatever the extension asks for here is that
 * large; of it, all but the bytes asked for is poisoned, and so is the server's
 * header before them.  malloc and free take poison off: the server, which
 * reuses the memory, sees none.
 *
 * What server functions return is copied into such a chunk.  Lists, hash tables and
 * what else the server builds by itself is not guarded.  Nor is anything as
 * long as a process holds GUARDED_MEMORY_LIMIT bytes, since a chunk takes 8 kB.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_GUARDED_MEMORY_H
#define FTF_GUARDED_MEMORY_H

#include "postgres.h"

#include <sanitizer/asan_interface.h>

#include "fmgr.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/regproc.h"

#define GUARDED_MEMORY_LIMIT ((size_t) 256 * 1024 * 1024)

/* No value that happens to be right; the sanitizer's own for new memory. */
#define GUARDED_MEMORY_FILL 0xbe

extern size_t __sanitizer_get_current_allocated_bytes(void);

static inline void *
guarded_palloc(Size size)
{
	Size		whole = MAXALIGN(Max(size, ALLOCSET_SEPARATE_THRESHOLD) + 1);
	char	   *chunk;

	if (__sanitizer_get_current_allocated_bytes() > GUARDED_MEMORY_LIMIT)
		return palloc(size);
	chunk = palloc(whole);
	size = Max(size, 1);		/* guarded_pfree looks at it */
	memset(chunk, GUARDED_MEMORY_FILL, size);
	__asan_poison_memory_region(chunk + size, whole - size);
	__asan_poison_memory_region(chunk - sizeof(void *), sizeof(void *));
	return chunk;
}

static inline void *
guarded_palloc0(Size size)
{
	return memset(guarded_palloc(size), 0, size);
}

/* The server would raise an error, or crash, where a chunk is freed again. */
static inline void
guarded_pfree(void *chunk)
{
	(void) *(volatile char *) chunk;
	pfree(chunk);
}

static inline void *
guarded_copy(const void *data, Size size)
{
	return memcpy(guarded_palloc(size), data, size);
}

/* For what a server function returned, and nobody else has. */
static inline void *
guarded_move(void *data, Size size)
{
	void	   *copy = guarded_copy(data, size);

	pfree(data);
	return copy;
}

static inline char *
guarded_string(char *string)
{
	return string ? guarded_move(string, strlen(string) + 1) : NULL;
}

static inline struct varlena *
guarded_varlena(struct varlena *value)
{
	return guarded_move(value, VARSIZE_ANY(value));
}

/* The value itself may lie in a table's page. */
static inline struct varlena *
guarded_detoasted(struct varlena *value, struct varlena *detoasted)
{
	return value == detoasted ?
		guarded_copy(value, VARSIZE_ANY(value)) : guarded_varlena(detoasted);
}

static inline struct varlena *
guarded_detoast(struct varlena *value)
{
	return guarded_detoasted(value, pg_detoast_datum(value));
}

static inline struct varlena *
guarded_detoast_packed(struct varlena *value)
{
	return guarded_detoasted(value, pg_detoast_datum_packed(value));
}

static inline void
guarded_init_string_info(StringInfo buf)
{
	initStringInfo(buf);
	buf->data = guarded_move(buf->data, buf->maxlen);
}

static inline void
guarded_deconstruct_array(ArrayType *array, Oid type, int length, bool by_value,
						  char alignment, Datum **values, bool **nulls,
						  int *count)
{
	deconstruct_array(array, type, length, by_value, alignment, values, nulls,
					  count);
	*values = guarded_move(*values, *count * sizeof(Datum));
	if (nulls)
		*nulls = guarded_move(*nulls, *count * sizeof(bool));
}

#define palloc(size) guarded_palloc(size)
#define palloc0(size) guarded_palloc0(size)
#define pfree(chunk) guarded_pfree(chunk)
#define pstrdup(string) guarded_string(pstrdup(string))
#define pnstrdup(string, length) guarded_string(pnstrdup(string, length))
#define psprintf(...) guarded_string(psprintf(__VA_ARGS__))
#define get_namespace_name(oid) guarded_string(get_namespace_name(oid))
#define GetUserNameFromId(oid, missing_ok) \
	guarded_string(GetUserNameFromId(oid, missing_ok))
#define format_type_be(oid) guarded_string(format_type_be(oid))
#define format_procedure(oid) guarded_string(format_procedure(oid))
#define text_to_cstring(value) guarded_string(text_to_cstring(value))
#define cstring_to_text(string) guarded_varlena(cstring_to_text(string))
#define cstring_to_text_with_len(string, length) \
	guarded_varlena(cstring_to_text_with_len(string, length))
#define pg_detoast_datum(value) guarded_detoast(value)
#define pg_detoast_datum_copy(value) \
	guarded_varlena(pg_detoast_datum_copy(value))
#define pg_detoast_datum_packed(value) guarded_detoast_packed(value)
#define initStringInfo(buf) guarded_init_string_info(buf)
#define deconstruct_array(...) guarded_deconstruct_array(__VA_ARGS__)

#endif							/* FTF_GUARDED_MEMORY_H */
