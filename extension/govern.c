/*-------------------------------------------------------------------------
 *
 * govern.c
 *	  ftf_govern: which prefixes make a variable ours.
 *
 * A change like others: a revision, an entry, a reason.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "args.h"
#include "catalog/pg_type.h"
#include "change.h"
#include "columns.h"
#include "definition.h"
#include "env.h"
#include "errors.h"
#include "key.h"
#include "meanwhile.h"
#include "miscadmin.h"
#include "names.h"
#include "rows.h"
#include "rules/judge.h"
#include "store.h"
#include "str.h"
#include "utils/builtins.h"
#include "utils/snapmgr.h"
#include "withhold.h"

PG_FUNCTION_INFO_V1(ftf_govern);

static void
too_many_prefixes(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_FTF_NOT_ADMITTED),
			 errmsg("prefixes are too many or too long"),
			 errdetail("As a list in JSON they have more than %d bytes.",
					   FTF_PREFIXES_MAX_BYTES),
			 errhint("Govern a prefix that they have in common.")));
}

/* The argument as a plain list of admitted prefixes. */
static ArrayType *
checked_prefixes(FunctionCallInfo fcinfo)
{
	ArrayType  *prefixes = PG_ARGISNULL(0) ? NULL : PG_GETARG_ARRAYTYPE_P(0);
	FtfNames   *names = ftf_names_create();
	Datum	   *elems;
	int			nelems;

	if (prefixes == NULL || ARR_NDIM(prefixes) != 1 ||
		array_contains_nulls(prefixes))
		ereport(ERROR,
				(errcode(ERRCODE_FTF_NOT_ADMITTED),
				 errmsg("prefixes must be a list of at least one prefix"),
				 errhint("Give all prefixes that are to be governed, as in ARRAY['CVN_', 'SIM_'].")));
	/* before its elements are looked at */
	if (VARSIZE(prefixes) > 2 * FTF_PREFIXES_MAX_BYTES)
		too_many_prefixes();
	deconstruct_array(prefixes, TEXTOID, -1, false, TYPALIGN_INT,
					  &elems, NULL, &nelems);
	for (int i = 0; i < nelems; i++)
	{
		char	   *name = TextDatumGetCString(elems[i]);

		ftf_admit_prefix(ftf_str_c(name));
		if (!ftf_names_add(names, name))
			ereport(ERROR,
					(errcode(ERRCODE_FTF_NOT_ADMITTED),
					 errmsg("prefix \"%s\" is named twice", name)));
	}
	ftf_names_destroy(names);
	prefixes = construct_array(elems, nelems, TEXTOID, -1, false, TYPALIGN_INT);
	if (VARSIZE_ANY_EXHDR(ftf_prefixes_text(prefixes)) > FTF_PREFIXES_MAX_BYTES)
		too_many_prefixes();
	return prefixes;
}

static void
refuse_orphans(List *orphans)
{
	StringInfoData names;
	ListCell   *lc;

	if (orphans == NIL)
		return;
	initStringInfo(&names);
	foreach(lc, orphans)
		ftf_name_some(&names, text_to_cstring(lfirst(lc)),
					  foreach_current_index(lc));
	ftf_name_rest(&names, list_length(orphans));
	ereport(ERROR,
			(errcode(ERRCODE_FTF_NOT_ADMITTED),
			 errmsg_plural("%d key would lose its prefix: %s",
						   "%d keys would lose their prefix: %s",
						   list_length(orphans), list_length(orphans),
						   names.data),
			 errhint("Keep their prefix, or remove them with ftf_unset and ftf_undefine first.")));
}

/* Parameters, and definitions of parameters, outside the prefixes. */
static List *
keys_outside(FtfStore *store, ArrayType *prefixes)
{
	int			count;
	FtfStr	   *strings = ftf_prefix_strings(prefixes, &count);
	List	   *orphans = NIL;
	FtfEnvIterator item;
	FtfScan    *scan;
	TupleTableSlot *row;

	ftf_env_iterate(store->base_env, &item);
	while (ftf_env_next(&item))
	{
		CHECK_FOR_INTERRUPTS();
		if (!ftf_key_has_prefix(item.key, strings, count))
			orphans = lappend(orphans, ftf_str_text(item.key));
	}

	scan = ftf_scan_begin(FTF_PARAMETER, FTF_PARAMETER_KEY,
						  GetActiveSnapshot(), 0, NULL);
	while ((row = ftf_scan_next(scan, ForwardScanDirection)) != NULL)
	{
		bool		isnull;
		Datum		key = slot_getattr(row, Anum_parameter_key, &isnull);
		FtfStr		ignored;

		if (!ftf_key_has_prefix(ftf_str(DatumGetTextPP(key)), strings, count) &&
			!ftf_env_find(store->base_env, ftf_str(DatumGetTextPP(key)),
						  &ignored))
			orphans = lappend(orphans, DatumGetTextPCopy(key));
	}
	ftf_scan_end(scan);
	return orphans;
}

/*
 * Under the lock: keys that came meanwhile.  One that would lose its prefix is
 * told with all others.
 */
static void
confirm_prefixes(FtfChange *change, ArrayType *prefixes, FtfMeanwhile *meanwhile)
{
	FtfStore   *store = ftf_change_store(change);
	List	   *keys = ftf_meanwhile_keys(meanwhile);
	ListCell   *lc;

	foreach(lc, keys)
	{
		FtfStr		key = ftf_str_c(lfirst(lc));
		FtfStr		ignored;

		ftf_meanwhile_spend(meanwhile, VARSIZE(prefixes));
		if (!ftf_is_governed(key, prefixes) &&
			(ftf_env_find(store->base_env, key, &ignored) ||
			 ftf_definition_find(ftf_str_text(key), GetActiveSnapshot()) != NULL))
			refuse_orphans(keys_outside(store, prefixes));
	}
}

static Datum
govern(FunctionCallInfo fcinfo, Jsonb *none)
{
	ArrayType  *prefixes = checked_prefixes(fcinfo);
	text	   *new = ftf_prefixes_text(prefixes);
	FtfChange  *change = ftf_change_begin(fcinfo, "ftf_govern()",
										  ftf_arg_text(fcinfo, 1));
	FtfMeanwhile *meanwhile;
	text	   *old;

	refuse_orphans(keys_outside(ftf_change_store(change), prefixes));
	meanwhile = ftf_change_lock(change);
	if (meanwhile != NULL)
		confirm_prefixes(change, prefixes, meanwhile);
	old = ftf_prefixes_text(ftf_change_store(change)->prefixes);
	if (ftf_str_equal(ftf_str(old), ftf_str(new)))
		ftf_change_nothing(change);
	else
	{
		ftf_change_entry(change, "govern", NULL, old, new);
		ftf_change_store(change)->prefixes = prefixes;
	}
	PG_RETURN_INT64(ftf_change_finish(change));
}

/* ftf_govern(prefixes text[], reason text) returns bigint */
Datum
ftf_govern(PG_FUNCTION_ARGS)
{
	return ftf_call_withheld(fcinfo, NULL, govern);
}
