/*-------------------------------------------------------------------------
 *
 * value.c
 *	  Does a value fit its definition?
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "admit.h"
#include "catalog/pg_collation.h"
#include "errors.h"
#include "number.h"
#include "regex/regex.h"
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
check_type(FtfDefinition *definition, FtfStr key, FtfStr value)
{
	switch (definition->type)
	{
		case FTF_TYPE_TEXT:
			if (definition->pattern != NULL &&
				!RE_compile_and_execute(definition->whole_pattern,
										unconstify(char *, value.data),
										value.len, REG_ADVANCED,
										C_COLLATION_OID, 0, NULL))
				breaks(key, value, psprintf("The pattern is %s.",
											text_to_cstring(definition->pattern)));
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

	ftf_value_check(stored == NULL ? NULL : ftf_definition_parse(key, stored),
					key, value);
}
