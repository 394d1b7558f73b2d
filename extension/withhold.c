/*-------------------------------------------------------------------------
 *
 * withhold.c
 *	  Keeping a refused call that holds a secret out of the server's log.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "rules/judge.h"
#include "rules/secret.h"
#include "str.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "withhold.h"

/* A longer argument is not looked at: it counts as if it held a secret. */
#define MAX_BYTES_SEARCHED (2 * FTF_DEFINITION_MAX_BYTES)

static bool
is_secret(FtfStr value)
{
	return ftf_secret_value(value) != NULL ||
		(ftf_is_key_name(value) && ftf_secret_key(value) != NULL);
}

static bool
array_holds_secret(ArrayType *array)
{
	Datum	   *elems;
	bool	   *nulls;
	int			nelems;

	if (VARSIZE(array) > MAX_BYTES_SEARCHED)
		return true;
	deconstruct_array(array, TEXTOID, -1, false, TYPALIGN_INT,
					  &elems, &nulls, &nelems);
	for (int i = 0; i < nelems; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (!nulls[i] && is_secret(ftf_str(DatumGetTextPP(elems[i]))))
			return true;
	}
	return false;
}

static bool
json_holds_secret(Jsonb *json)
{
	JsonbIterator *it = JsonbIteratorInit(&json->root);
	MemoryContext per_item = AllocSetContextCreate(CurrentMemoryContext,
												   "ftf_config item",
												   ALLOCSET_DEFAULT_SIZES);
	JsonbIteratorToken token;
	JsonbValue	item;
	bool		found = false;

	while (!found &&
		   (token = JsonbIteratorNext(&it, &item, false)) != WJB_DONE)
	{
		MemoryContext oldcontext = MemoryContextSwitchTo(per_item);

		CHECK_FOR_INTERRUPTS();
		found = (token == WJB_KEY || token == WJB_VALUE || token == WJB_ELEM) &&
			item.type == jbvString && is_secret(ftf_str_jsonb(&item));
		MemoryContextSwitchTo(oldcontext);
		MemoryContextReset(per_item);
	}
	return found;
}

static bool
call_holds_secret(FunctionCallInfo fcinfo, Jsonb *json)
{
	Oid		   *types;
	int			ntypes;
	bool		found = json != NULL &&
		(VARSIZE(json) > MAX_BYTES_SEARCHED || json_holds_secret(json));

	(void) get_func_signature(fcinfo->flinfo->fn_oid, &types, &ntypes);
	for (int i = 0; i < Min(ntypes, fcinfo->nargs) && !found; i++)
	{
		if (PG_ARGISNULL(i))
			continue;
		if (types[i] == TEXTOID)
			found = is_secret(ftf_str(PG_GETARG_TEXT_PP(i)));
		else if (types[i] == TEXTARRAYOID)
			found = array_holds_secret(PG_GETARG_ARRAYTYPE_P(i));
	}
	return found;
}

void
ftf_withhold_statement(void)
{
	errhidestmt(true);
	errhidecontext(true);
}

static void
withhold(void *arg)
{
	if (*(bool *) arg)
		ftf_withhold_statement();
}

Datum
ftf_call_withheld(FunctionCallInfo fcinfo, Jsonb *json, FtfCall call)
{
	bool		secret = true;	/* until it is known */
	ErrorContextCallback callback = {error_context_stack, withhold, &secret};
	MemoryContext looking = AllocSetContextCreate(CurrentMemoryContext,
												  "ftf_config arguments",
												  ALLOCSET_SMALL_SIZES);
	MemoryContext oldcontext = MemoryContextSwitchTo(looking);
	Datum		result;

	error_context_stack = &callback;
	secret = call_holds_secret(fcinfo, json);
	MemoryContextSwitchTo(oldcontext);
	MemoryContextDelete(looking);
	result = call(fcinfo, json);
	error_context_stack = callback.previous;
	return result;
}
