/*-------------------------------------------------------------------------
 *
 * missing.c
 *	  The error for parameters that the store does not hold.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "env.h"
#include "errors.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "missing.h"
#include "names.h"
#include "rules/judge.h"
#include "rules/secret.h"
#include "str.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/varlena.h"

/* A long list of typos is no reason to compute for minutes. */
#define MAX_COMPARISONS 500000

/* How many edits away a spelling still is near. */
static int
near_distance(FtfStr key)
{
	return Min(4, 1 + key.len / 6);
}

/* In capitals, which all keys of a store are in. */
static FtfStr
capitals(FtfStr key)
{
	char	   *data = palloc(key.len + 1);

	for (int i = 0; i < key.len; i++)
		data[i] = pg_ascii_toupper((unsigned char) key.data[i]);
	data[key.len] = '\0';
	return ftf_str_c(data);
}

/* The key of env with the least distance, whatever its case, if one is near. */
static bool
nearest_key(FtfStr missing, Jsonb *env, FtfStr *nearest)
{
	FtfStr		key = capitals(missing);
	MemoryContext comparing = AllocSetContextCreate(CurrentMemoryContext,
													"ftf_config spelling",
													ALLOCSET_SMALL_SIZES);
	FtfEnvIterator item;
	int			least = near_distance(key) + 1;

	ftf_env_iterate(env, &item);
	while (ftf_env_next(&item))
	{
		MemoryContext oldcontext;
		int			distance;

		CHECK_FOR_INTERRUPTS();
		if (abs(item.key.len - key.len) >= least)
			continue;
		oldcontext = MemoryContextSwitchTo(comparing);
		distance = varstr_levenshtein_less_equal(key.data, key.len,
												 item.key.data, item.key.len,
												 1, 1, 1, least - 1, true);
		MemoryContextSwitchTo(oldcontext);
		MemoryContextReset(comparing);
		if (distance < least)
		{
			least = distance;
			*nearest = item.key;
		}
	}
	MemoryContextDelete(comparing);
	return least <= near_distance(key);
}

char *
ftf_near_spelling(FtfStr key, Jsonb *env)
{
	FtfStr		nearest;

	if (key.len > FTF_KEY_MAX_BYTES || !nearest_key(key, env, &nearest))
		return NULL;
	return psprintf("Did you mean %s instead of %s?", ftf_shown(nearest),
					ftf_shown(key));
}

/* Each key once, in the order of first mention. */
static List *
without_repeats(List *keys)
{
	FtfNames   *seen = ftf_names_create();
	List	   *once = NIL;
	ListCell   *lc;

	foreach(lc, keys)
	{
		if (ftf_names_add(seen, text_to_cstring(lfirst(lc))))
			once = lappend(once, lfirst(lc));
	}
	ftf_names_destroy(seen);
	return once;
}

void
ftf_refuse_missing(List *keys, Jsonb *env)
{
	StringInfoData names;
	StringInfoData spellings;
	int64		comparisons = 0;
	bool		secret = false;
	ListCell   *lc;

	if (keys == NIL)
		return;

	keys = without_repeats(keys);
	initStringInfo(&names);
	initStringInfo(&spellings);
	foreach(lc, keys)
	{
		FtfStr		key = ftf_str(lfirst(lc));
		char	   *near = NULL;

		secret |= ftf_secret_value(key) != NULL;
		appendStringInfo(&names, "%s%s", names.len > 0 ? ", " : "",
						 key.len == 0 ? "\"\"" : ftf_shown(key));
		comparisons += ftf_env_size(env);
		if (comparisons <= MAX_COMPARISONS)
			near = ftf_near_spelling(key, env);
		if (near != NULL)
			appendStringInfo(&spellings, "%s%s", spellings.len > 0 ? " " : "",
							 near);
	}

	ereport(ERROR,
			(errcode(ERRCODE_FTF_MISSING),
			 errmsg_plural("%d parameter is missing: %s",
						   "%d parameters are missing: %s",
						   list_length(keys), list_length(keys), names.data),
			 errdetail("The store does not hold what was asked for, and there are no defaults."),
			 spellings.len > 0 ? errhint("%s", spellings.data) :
			 errhint("Set it with ftf_set(key, value, reason), or correct the name where it is read."),
			 errhidestmt(secret), errhidecontext(secret)));
}

List *
ftf_keys_missing(ArrayType *keys, Jsonb *env, const char *name)
{
	List	   *missing = NIL;
	Datum	   *elems;
	int			nelems;

	if (keys == NULL || (ARR_HASNULL(keys) && array_contains_nulls(keys)))
		ereport(ERROR,
				(errcode(ERRCODE_FTF_NOT_ADMITTED),
				 errmsg("%s is null or holds a null", name),
				 errhint("Name the keys, or give an empty array.")));

	/* before its elements are looked at */
	if (ArrayGetNItems(ARR_NDIM(keys), ARR_DIMS(keys)) > FTF_KEYS_MAX ||
		VARSIZE(keys) > FTF_ENV_MAX_BYTES)
		ereport(ERROR,
				(errcode(ERRCODE_FTF_NOT_ADMITTED),
				 errmsg("%s names too many keys", name),
				 errdetail("At most %d keys, of %d bytes in all, are looked up.",
						   FTF_KEYS_MAX, FTF_ENV_MAX_BYTES),
				 errhint("Name only the keys that are read.")));
	deconstruct_array(keys, TEXTOID, -1, false, TYPALIGN_INT,
					  &elems, NULL, &nelems);
	for (int i = 0; i < nelems; i++)
	{
		text	   *key = DatumGetTextPP(elems[i]);
		FtfStr		value;

		if (!ftf_env_find(env, ftf_str(key), &value))
			missing = lappend(missing, key);
	}
	return missing;
}
