/*-------------------------------------------------------------------------
 *
 * body.c
 *	  The shape of a request's JSON body.
 *
 * Keys inside of objects that are passed on may stand there twice: the
 * database gets the same text, and refuses them.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres_fe.h"

#include <malloc.h>

#include "body.h"

/* So much the parts of one body may take: many times what a sensible one does. */
#define MAX_PARSED_BYTES (32 * 1024 * 1024)

/* What the thread may still allocate; 0 once that was not enough. */
static _Thread_local size_t allowance = SIZE_MAX;

static void *
allocate(size_t size)
{
	if (size >= allowance)
	{
		allowance = 0;
		return NULL;
	}
	allowance -= size;
	return malloc(size);
}

static void
wipe_and_free(void *memory)
{
	if (memory == NULL)
		return;
	explicit_bzero(memory, malloc_usable_size(memory));
	free(memory);
}

void
body_init(void)
{
	json_set_alloc_funcs(allocate, wipe_and_free);
}

static bool
type_fits(const BodyField *field, const json_t *value)
{
	if (value == NULL || json_is_null(value))
		return field->nullable;
	switch (field->type)
	{
		case FIELD_TEXT:
			return json_is_string(value);
		case FIELD_NUMBER:
			return json_is_integer(value);
		case FIELD_OBJECT:
			return json_is_object(value);
	}
	return false;
}

static const BodyField *
find_field(const Route *route, const char *name)
{
	for (const BodyField *field = route->fields; field->name != NULL; field++)
	{
		if (strcmp(field->name, name) == 0)
			return field;
	}
	return NULL;
}

static const char *
find_fault(const Route *route, json_t *body)
{
	const char *name;
	json_t	   *value;

	if (!json_is_object(body))
		return "the body is not a JSON object";
	json_object_foreach(body, name, value)
	{
		if (find_field(route, name) == NULL)
			return "the body has a field that does not belong there";
	}
	for (const BodyField *field = route->fields; field->name != NULL; field++)
	{
		if (!type_fits(field, json_object_get(body, field->name)))
			return "the body lacks a field, or one is of the wrong type";
	}
	return NULL;
}

static json_t *
load(const char *body, size_t length, size_t flags, bool *overflow,
	 bool *too_many)
{
	json_error_t error;
	json_t	   *parsed;

	allowance = MAX_PARSED_BYTES;
	parsed = json_loadb(body, length, JSON_DECODE_ANY | flags, &error);
	*too_many = allowance == 0;
	allowance = SIZE_MAX;
	*overflow = parsed == NULL && json_error_code(&error) == json_error_numeric_overflow;

	/* it quotes the body, which may hold a password */
	explicit_bzero(&error, sizeof(error));
	return parsed;
}

/*
 * A bound in a definition can be longer than any integer of C: only then are
 * integers read as reals, which no field takes that is a whole number.
 */
json_t *
parse_body(const Route *route, const char *body, size_t length,
		   const char **fault)
{
	bool		overflow;
	bool		too_many;
	json_t	   *parsed = load(body, length, 0, &overflow, &too_many);

	if (overflow)
		parsed = load(body, length, JSON_DECODE_INT_AS_REAL, &overflow, &too_many);
	if (too_many)
		*fault = "the body has too many parts";
	else if (overflow)
		*fault = "the body has a number that is too large";
	else
		*fault = parsed ? find_fault(route, parsed) : "the body is not JSON in UTF-8";
	if (*fault == NULL)
		return parsed;
	json_decref(parsed);
	return NULL;
}
