/*-------------------------------------------------------------------------
 *
 * verify_definitions.c
 *	  Are the definitions those that the history leads to?
 *
 * Each exactly once, and with the columns that are generated from it.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "columns.h"
#include "definition.h"
#include "number.h"
#include "rows.h"
#include "rules/secret.h"
#include "str.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/memutils.h"
#include "verify_definitions.h"

/* The columns that people read, each computed from a field. */
static const struct
{
	AttrNumber	column;
	const char *field;
	bool		number;
}			generated[] = {
	{Anum_parameter_type, "type", false},
	{Anum_parameter_minimum, "minimum", true},
	{Anum_parameter_maximum, "maximum", true},
	{Anum_parameter_unit, "unit", false},
	{Anum_parameter_category, "category", false},
	{Anum_parameter_description, "description", false},
};

static void
tampered(FtfFindings *findings, text *key, const char *detail)
{
	ftf_finding(findings, FTF_TAMPERED, "definition",
				key == NULL ? "ftf_parameter" : ftf_shown(ftf_str(key)),
				detail);
}

/* The definition's field as operator ->> has it; NULL if there is none. */
static text *
field_text(Jsonb *definition, const char *field)
{
	LOCAL_FCINFO(fcinfo, 2);
	Datum		result;

	InitFunctionCallInfoData(*fcinfo, NULL, 2, InvalidOid, NULL, NULL);
	fcinfo->args[0].value = JsonbPGetDatum(definition);
	fcinfo->args[0].isnull = false;
	fcinfo->args[1].value = CStringGetTextDatum(field);
	fcinfo->args[1].isnull = false;
	result = jsonb_object_field_text(fcinfo);
	return fcinfo->isnull ? NULL : DatumGetTextPP(result);
}

/* Numbers are compared with all their decimals, as people see them. */
static bool
column_fits(TupleTableSlot *row, int i, Jsonb *definition)
{
	text	   *wanted = field_text(definition, generated[i].field);
	bool		isnull;
	Datum		value = slot_getattr(row, generated[i].column, &isnull);

	if (wanted == NULL && generated[i].column == Anum_parameter_type)
		wanted = cstring_to_text("text");
	if (wanted == NULL || isnull)
		return wanted == NULL && isnull;
	if (!generated[i].number)
		return ftf_text_equal(wanted, DatumGetTextPP(value));
	return ftf_is_number(ftf_str(wanted), true) &&
		strcmp(ftf_number_text(ftf_number(ftf_str(wanted))),
			   ftf_number_text(DatumGetNumeric(value))) == 0;
}

static void
check_definition(TupleTableSlot *row, FtfReplay *replay, FtfFindings *findings)
{
	bool		no_key;
	bool		no_definition;
	bool		again;
	Datum		key = slot_getattr(row, Anum_parameter_key, &no_key);
	Datum		datum = slot_getattr(row, Anum_parameter_definition,
									 &no_definition);
	Jsonb	   *definition;
	text	   *replayed;

	if (no_key || no_definition)
	{
		tampered(findings, NULL, "A column is null.");
		return;
	}
	definition = DatumGetJsonbP(datum);
	replayed = ftf_replay_meet_definition(replay, DatumGetTextPP(key), &again);
	if (again)
		tampered(findings, DatumGetTextPP(key),
				 "Its definition is stored more than once.");
	else if (!ftf_text_equal(ftf_definition_text(definition), replayed))
		tampered(findings, DatumGetTextPP(key),
				 "Its definition is not what the history leads to.");
	for (size_t i = 0; i < lengthof(generated); i++)
		if (!column_fits(row, i, definition))
			tampered(findings, DatumGetTextPP(key),
					 psprintf("Its %s is not that of its definition.",
							  generated[i].field));
}

void
ftf_definitions_check(Snapshot snapshot, FtfReplay *replay,
					  FtfFindings *findings)
{
	FtfScan    *scan = ftf_scan_begin(FTF_PARAMETER, FTF_HEAP, snapshot, 0,
									  NULL);
	MemoryContext per_row = AllocSetContextCreate(CurrentMemoryContext,
												  "ftf_config definition",
												  ALLOCSET_DEFAULT_SIZES);
	TupleTableSlot *row;
	ListCell   *lc;

	while ((row = ftf_scan_next(scan, ForwardScanDirection)) != NULL)
	{
		MemoryContext oldcontext = MemoryContextSwitchTo(per_row);

		check_definition(row, replay, findings);
		MemoryContextSwitchTo(oldcontext);
		MemoryContextReset(per_row);
	}
	ftf_scan_end(scan);
	MemoryContextDelete(per_row);

	foreach(lc, ftf_replay_unmet_definitions(replay))
		tampered(findings, lfirst(lc), "Its definition is missing.");
}
