/*-------------------------------------------------------------------------
 *
 * value.c
 *	  Does a value fit its definition?
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "admit.h"
#include "errors.h"
#include "expression.h"
#include "number.h"
#include "rules/secret.h"
#include "str.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "value.h"

static void
breaks(FtfStr key, FtfStr value, const char *detail)
{
	ereport(ERROR,
			(errcode(ERRCODE_FTF_DEFINITION),
			 errmsg("value \"%s\" of \"%s\" breaks its definition",
					ftf_shown(value), ftf_shown(key)),
			 errdetail("%s", detail),
			 errhint("Give a value that fits, or change the definition with ftf_define.")));
}

static void
check_number(FtfDefinition *definition, FtfStr key, FtfStr value)
{
	bool		whole = definition->type == FTF_TYPE_INTEGER;
	Datum		number;

	if (!ftf_is_number(value, !whole))
		breaks(key, value,
			   whole ? "An integer is decimal digits, with a minus sign if negative, without leading zeros."
			   : "A number is decimal digits with at most one point, with a minus sign if negative, without exponent, leading zeros or separators.");
	if (value.len > FTF_NUMBER_MAX_BYTES)
		breaks(key, value, psprintf("A number has at most %d characters.",
									FTF_NUMBER_MAX_BYTES));
	if (whole)
	{
		errno = 0;
		(void) strtoll(pnstrdup(value.data, value.len), NULL, 10);
		if (errno == ERANGE)
			breaks(key, value, "An integer is within 64 bits.");
	}

	number = NumericGetDatum(ftf_number(value));
	if (definition->minimum != NULL &&
		DatumGetBool(DirectFunctionCall2(numeric_lt, number,
										 NumericGetDatum(definition->minimum))))
		breaks(key, value, psprintf("The minimum is %s.",
									ftf_number_text(definition->minimum)));
	if (definition->maximum != NULL &&
		DatumGetBool(DirectFunctionCall2(numeric_gt, number,
										 NumericGetDatum(definition->maximum))))
		breaks(key, value, psprintf("The maximum is %s.",
									ftf_number_text(definition->maximum)));
}

static void
check_choice(FtfDefinition *definition, FtfStr key, FtfStr value)
{
	StringInfoData choices;
	ListCell   *lc;

	initStringInfo(&choices);
	foreach(lc, definition->choices)
	{
		if (ftf_str_equal(value, ftf_str(lfirst(lc))))
			return;
		appendStringInfo(&choices, "%s\"%s\"",
						 foreach_current_index(lc) > 0 ? ", " : "",
						 text_to_cstring(lfirst(lc)));
	}
	breaks(key, value, psprintf("The choices are %s.", choices.data));
}

static void
check_pattern(FtfDefinition *definition, FtfStr key, FtfStr value)
{
	FtfStr		pattern = ftf_str(definition->pattern);

	if (value.len > FTF_LOOKED_MAX_BYTES && ftf_expression_looks(pattern) > 0)
		breaks(key, value, psprintf("Where a pattern looks around, as (?=...) does, a value has at most %d bytes.",
									FTF_LOOKED_MAX_BYTES));
	if (!ftf_expression_matches(pattern, value))
		breaks(key, value, psprintf("The pattern is %s.",
									text_to_cstring(definition->pattern)));
}

static void
check_type(FtfDefinition *definition, FtfStr key, FtfStr value)
{
	switch (definition->type)
	{
		case FTF_TYPE_TEXT:
			if (definition->pattern != NULL)
				check_pattern(definition, key, value);
			break;
		case FTF_TYPE_INTEGER:
		case FTF_TYPE_NUMBER:
			check_number(definition, key, value);
			break;
		case FTF_TYPE_BOOLEAN:
			if (!ftf_str_equal(value, ftf_str_c("true")) &&
				!ftf_str_equal(value, ftf_str_c("false")))
				breaks(key, value, "A boolean is \"true\" or \"false\".");
			break;
		case FTF_TYPE_CHOICE:
			check_choice(definition, key, value);
			break;
	}
}

void
ftf_value_check(FtfDefinition *definition, FtfStr key, FtfStr value)
{
	ftf_admit_value(key, value, definition != NULL ? definition->allow : 0);
	if (definition != NULL)
		check_type(definition, key, value);
}

void
ftf_value_check_stored(FtfStr key, FtfStr value, Snapshot snapshot)
{
	Jsonb	   *stored = ftf_definition_find(ftf_str_text(key), snapshot);

	ftf_value_check(stored == NULL ? NULL : ftf_definition_stored(key, stored),
					key, value);
}

void
ftf_value_spend(FtfDefinition *definition, FtfStr value, FtfMeanwhile *meanwhile)
{
	ftf_meanwhile_spend(meanwhile, value.len);
	if (definition != NULL && definition->pattern != NULL &&
		!ftf_expression_is_light(ftf_str(definition->pattern)))
		ftf_meanwhile_too_much();
}

void
ftf_value_check_again(FtfStr key, FtfStr value, Snapshot snapshot,
					  FtfMeanwhile *meanwhile)
{
	Jsonb	   *stored = ftf_definition_find(ftf_str_text(key), snapshot);
	FtfDefinition *definition = NULL;

	if (stored != NULL)
	{
		ftf_meanwhile_spend(meanwhile, VARSIZE(stored));
		definition = ftf_definition_stored(key, stored);
	}
	ftf_value_spend(definition, value, meanwhile);
	ftf_value_check(definition, key, value);
}
