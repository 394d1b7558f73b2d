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
#include "meanwhile.h"
#include "missing.h"
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

/* What a definition is checked against: the key's value, if it has one. */
typedef struct Current
{
	bool		held;
	FtfStr		value;
} Current;

static Current
current_value(FtfChange *change, text *key)
{
	Current		current = {false, {NULL, 0}};

	current.held = ftf_env_find(ftf_change_store(change)->base_env, ftf_str(key),
								&current.value);
	return current;
}

/* Under the lock: the value is checked again if it is another one by now. */
static void
confirm_value(FtfChange *change, FtfDefinition *definition, text *key,
			  Current checked, FtfMeanwhile *meanwhile)
{
	Current		current;

	if (meanwhile == NULL)
		return;
	current = current_value(change, key);
	if (!current.held ||
		(checked.held && ftf_str_equal(checked.value, current.value)))
		return;
	ftf_value_spend(definition, current.value, meanwhile);
	ftf_value_check(definition, ftf_str(key), current.value);
}

/*
 * Before the lock: the definition, and the value that is seen.  Whether the
 * key has a governed prefix shows under it.
 */
static FtfDefinition *
check_definition(FtfChange *change, text *key, Jsonb *definition, Current current)
{
	FtfDefinition *admitted;

	if (!ftf_is_key_name(ftf_str(key)))
		ftf_admit_key(ftf_str(key), ftf_change_store(change)->prefixes);
	admitted = ftf_definition_admit(ftf_str(key), definition);
	if ((admitted->allow & FTF_ALLOW_SECRET) == 0)
		ftf_admit_key_not_secret(ftf_str(key));
	if (current.held)
		ftf_value_check(admitted, ftf_str(key), current.value);
	return admitted;
}

static Datum
define(FunctionCallInfo fcinfo, Jsonb *definition)
{
	text	   *key = ftf_arg_required_text(fcinfo, 0, "key");
	FtfChange  *change;
	FtfDefinition *admitted;
	Current		seen;
	FtfMeanwhile *meanwhile;
	Jsonb	   *old;

	if (definition == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_FTF_NOT_ADMITTED),
				 errmsg("definition is null"),
				 errhint("ftf_undefine removes a definition.")));
	change = ftf_change_begin(fcinfo, "ftf_define()", ftf_arg_text(fcinfo, 2));
	seen = current_value(change, key);
	admitted = check_definition(change, key, definition, seen);

	meanwhile = ftf_change_lock(change);
	ftf_admit_key(ftf_str(key), ftf_change_store(change)->prefixes);
	confirm_value(change, admitted, key, seen, meanwhile);
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
														 "definition",
														 FTF_DEFINITION_MAX_BYTES),
							 define);
}

static Jsonb *
required_definition(FtfChange *change, text *key)
{
	Jsonb	   *found = ftf_definition_find(key, GetActiveSnapshot());
	char	   *near;

	if (found == NULL)
	{
		near = ftf_near_spelling(ftf_str(key),
								 ftf_change_store(change)->base_env);
		ereport(ERROR,
				(errcode(ERRCODE_FTF_MISSING),
				 errmsg("\"%s\" has no definition",
						ftf_shown(ftf_str(key))),
				 near != NULL ? errhint("%s", near) : 0));
	}
	return found;
}

static Datum
undefine(FunctionCallInfo fcinfo, Jsonb *none)
{
	text	   *key = ftf_arg_required_text(fcinfo, 0, "key");
	FtfChange  *change = ftf_change_begin(fcinfo, "ftf_undefine()",
										  ftf_arg_text(fcinfo, 1));
	Current		seen = current_value(change, key);
	FtfMeanwhile *meanwhile;
	Jsonb	   *old;

	(void) required_definition(change, key);
	if (seen.held)
		ftf_value_check(NULL, ftf_str(key), seen.value);

	meanwhile = ftf_change_lock(change);
	old = required_definition(change, key);
	confirm_value(change, NULL, key, seen, meanwhile);
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
