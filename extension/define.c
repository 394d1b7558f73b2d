/*-------------------------------------------------------------------------
 *
 * define.c
 *	  ftf_define and ftf_undefine: what a parameter's value may be.
 *
 * These are changes like others: a revision, an entry, a reason.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "admit.h"
#include "args.h"
#include "change.h"
#include "columns.h"
#include "definition.h"
#include "env.h"
#include "errors.h"
#include "key.h"
#include "rows.h"
#include "rules/judge.h"
#include "rules/secret.h"
#include "store.h"
#include "str.h"
#include "utils/builtins.h"
#include "utils/snapmgr.h"
#include "value.h"
#include "withhold.h"

PG_FUNCTION_INFO_V1(ftf_define);
PG_FUNCTION_INFO_V1(ftf_define_text);
PG_FUNCTION_INFO_V1(ftf_undefine);

/* The row of the key's definition; false if there is none. */
static bool
find_row(text *key, ItemPointer tid)
{
	ScanKeyData scankey;
	FtfScan    *scan;
	TupleTableSlot *row;

	ftf_key_text(&scankey, 1, key);
	scan = ftf_scan_begin(FTF_PARAMETER, FTF_PARAMETER_KEY,
						  GetActiveSnapshot(), 1, &scankey);
	row = ftf_scan_next(scan, ForwardScanDirection);
	if (row != NULL)
		*tid = row->tts_tid;
	ftf_scan_end(scan);
	return row != NULL;
}

/* Put the definition in the key's row; NULL removes the row. */
static void
write_row(text *key, Jsonb *definition)
{
	/*
	 * the writer's lock first, so that nothing moves the row after it is
	 * found
	 */
	FtfWriter  *writer = ftf_writer_begin(FTF_PARAMETER);
	ItemPointerData tid;
	bool		found = find_row(key, &tid);
	Datum		values[Natts_parameter_stored];
	bool		nulls[Natts_parameter_stored] = {0};

	values[Anum_parameter_key - 1] = PointerGetDatum(key);
	values[Anum_parameter_definition - 1] = PointerGetDatum(definition);
	if (definition == NULL)
		ftf_writer_delete(writer, &tid);
	else if (found)
		ftf_writer_update(writer, &tid, values, nulls, Natts_parameter_stored);
	else
		ftf_writer_insert(writer, values, nulls, Natts_parameter_stored);
	ftf_writer_end(writer);
}

static bool
same_jsonb(Jsonb *a, Jsonb *b)
{
	return compareJsonbContainers(&a->root, &b->root) == 0;
}

/* The key, its current value and the definition must fit together. */
static void
check_definition(FtfChange *change, FtfStr key, Jsonb *definition)
{
	FtfStore   *store = ftf_change_store(change);
	FtfDefinition *parsed;
	FtfStr		value;

	ftf_admit_key(key, store->prefixes);
	parsed = ftf_definition_parse(key, definition);
	if ((parsed->allow & FTF_ALLOW_SECRET) == 0)
		ftf_admit_key_not_secret(key);
	if (ftf_env_find(store->base_env, key, &value))
		ftf_value_check(parsed, key, value);
}

static Datum
define(FunctionCallInfo fcinfo, Jsonb *definition)
{
	text	   *key = ftf_arg_required_text(fcinfo, 0, "key");
	FtfChange  *change;
	Jsonb	   *old;

	if (definition == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_FTF_NOT_ADMITTED),
				 errmsg("definition is null"),
				 errhint("ftf_undefine removes a definition.")));
	change = ftf_change_begin(fcinfo, "ftf_define()", ftf_arg_text(fcinfo, 2));
	check_definition(change, ftf_str(key), definition);
	old = ftf_definition_find(key, GetActiveSnapshot());
	if (old != NULL && same_jsonb(old, definition))
		ftf_change_nothing(change);
	else
	{
		ftf_change_entry(change, "define", key, ftf_definition_text(old),
						 ftf_definition_text(definition));
		write_row(key, definition);
	}
	PG_RETURN_INT64(ftf_change_finish(change));
}

/* ftf_define(key text, definition jsonb, reason text) returns bigint */
Datum
ftf_define(PG_FUNCTION_ARGS)
{
	return ftf_call_withheld(fcinfo, PG_ARGISNULL(1) ? NULL :
							 PG_GETARG_JSONB_P(1), define);
}

/*
 * ftf_define(key text, definition text, reason text) returns bigint
 *
 * With json, which is text, as well.
 */
Datum
ftf_define_text(PG_FUNCTION_ARGS)
{
	return ftf_call_withheld(fcinfo, PG_ARGISNULL(1) ? NULL :
							 ftf_json_without_duplicates(PG_GETARG_TEXT_PP(1),
														 "definition"), define);
}

static Datum
undefine(FunctionCallInfo fcinfo, Jsonb *none)
{
	text	   *key = ftf_arg_required_text(fcinfo, 0, "key");
	FtfChange  *change = ftf_change_begin(fcinfo, "ftf_undefine()",
										  ftf_arg_text(fcinfo, 1));
	Jsonb	   *old = ftf_definition_find(key, GetActiveSnapshot());
	FtfStr		value;

	if (old == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_FTF_MISSING),
				 errmsg("\"%s\" has no definition",
						ftf_shown(ftf_str(key)))));
	if (ftf_env_find(ftf_change_store(change)->base_env, ftf_str(key), &value))
		ftf_value_check(NULL, ftf_str(key), value);
	ftf_change_entry(change, "undefine", key, ftf_definition_text(old), NULL);
	write_row(key, NULL);
	PG_RETURN_INT64(ftf_change_finish(change));
}

/*
 * ftf_undefine(key text, reason text) returns bigint
 *
 * Refused where the value needs what the definition allows: without it, the
 * store would hold what is refused at the door.
 */
Datum
ftf_undefine(PG_FUNCTION_ARGS)
{
	return ftf_call_withheld(fcinfo, NULL, undefine);
}
