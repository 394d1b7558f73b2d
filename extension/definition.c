/*-------------------------------------------------------------------------
 *
 * definition.c
 *	  What is known about a parameter.
 *
 * A definition is a JSON object with these fields, all optional:
 *
 *	type		"text" (default), "integer", "number", "boolean", "choice"
 *	minimum		number, for integer and number
 *	maximum		number, for integer and number
 *	choices		array of strings, for choice
 *	pattern		regular expression that the whole value must match, for text;
 *				what it may cost is bounded (expression.h)
 *	unit, category, description		strings for people
 *	allow		array of "control", "invisible", "space", "secret": what is
 *				refused in other values and this one may have
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "admit.h"
#include "columns.h"
#include "definition.h"
#include "errors.h"
#include "expression.h"
#include "number.h"
#include "rows.h"
#include "rules/judge.h"
#include "rules/secret.h"
#include "str.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"

/* What JSONB may take more than JSON text for a minimum and a maximum. */
#define ROOM_FOR_NUMBERS 1024

static const char *const type_names[] = {
	[FTF_TYPE_TEXT] = "text",
	[FTF_TYPE_INTEGER] = "integer",
	[FTF_TYPE_NUMBER] = "number",
	[FTF_TYPE_BOOLEAN] = "boolean",
	[FTF_TYPE_CHOICE] = "choice",
};

static const struct
{
	const char *name;
	int			bit;
}			allowances[] = {
	{"control", FTF_ALLOW_CONTROL},
	{"invisible", FTF_ALLOW_INVISIBLE},
	{"space", FTF_ALLOW_SPACE},
	{"secret", FTF_ALLOW_SECRET},
};

/* hint is NULL where an example tells best what to do. */
static void
malformed_how(FtfStr key, const char *detail, const char *hint)
{
	ereport(ERROR,
			(errcode(ERRCODE_FTF_NOT_ADMITTED),
			 errmsg("definition of \"%s\" is malformed", ftf_shown(key)),
			 errdetail("%s", detail),
			 hint != NULL ? errhint("%s", hint) :
			 errhint("A definition is an object such as {\"type\": \"integer\", \"minimum\": 1, \"unit\": \"bars\"}.")));
}

static void
malformed(FtfStr key, const char *detail)
{
	malformed_how(key, detail, NULL);
}

static void
too_long(FtfStr key)
{
	ereport(ERROR,
			(errcode(ERRCODE_FTF_NOT_ADMITTED),
			 errmsg("definition of \"%s\" is too long", ftf_shown(key)),
			 errdetail("As JSON text it has more than %d bytes.",
					   FTF_DEFINITION_MAX_BYTES),
			 errhint("Say in short what the parameter is; long lists of choices belong elsewhere.")));
}

static FtfStr
string_field(FtfStr key, const char *field, JsonbValue *value)
{
	if (value->type != jbvString)
		malformed(key, psprintf("\"%s\" must be a string.", field));
	return ftf_str_jsonb(value);
}

static FtfType
parse_type(FtfStr key, JsonbValue *value)
{
	FtfStr		name = string_field(key, "type", value);

	for (size_t i = 0; i < lengthof(type_names); i++)
		if (ftf_str_equal(name, ftf_str_c(type_names[i])))
			return (FtfType) i;
	malformed(key, "\"type\" must be text, integer, number, boolean or choice.");
	return FTF_TYPE_TEXT;		/* not reached */
}

static Numeric
parse_bound(FtfStr key, const char *field, JsonbValue *value)
{
	FtfStr		number = {"", 0};

	if (value->type == jbvNumeric)
		number = ftf_str_c(ftf_number_text(value->val.numeric));
	else if (value->type == jbvString)
		number = ftf_str_jsonb(value);
	if (number.len > FTF_NUMBER_MAX_BYTES)
		malformed(key, psprintf("\"%s\" must be a number of at most %d characters.",
								field, FTF_NUMBER_MAX_BYTES));
	if (!ftf_is_number(number, true))
		malformed(key, psprintf("\"%s\" must be a number.", field));
	return ftf_number(number);
}

/* The strings of an array field, as text. */
static List *
parse_strings(FtfStr key, const char *field, JsonbValue *value)
{
	List	   *strings = NIL;
	JsonbIterator *it;
	JsonbIteratorToken token;
	JsonbValue	item;

	if (value->type != jbvBinary ||
		!JsonContainerIsArray(value->val.binary.data) ||
		JsonContainerIsScalar(value->val.binary.data))
		malformed(key, psprintf("\"%s\" must be an array of strings.", field));

	it = JsonbIteratorInit(value->val.binary.data);
	while ((token = JsonbIteratorNext(&it, &item, true)) != WJB_DONE)
	{
		if (token != WJB_ELEM)
			continue;
		if (item.type != jbvString)
			malformed(key, psprintf("\"%s\" must be an array of strings.",
									field));
		strings = lappend(strings, ftf_str_text(ftf_str_jsonb(&item)));
	}
	return strings;
}

static int
parse_allow(FtfStr key, JsonbValue *value)
{
	List	   *names = parse_strings(key, "allow", value);
	int			allow = 0;
	ListCell   *lc;

	foreach(lc, names)
	{
		size_t		i = 0;

		while (i < lengthof(allowances) &&
			   !ftf_str_equal(ftf_str(lfirst(lc)),
							  ftf_str_c(allowances[i].name)))
			i++;
		if (i == lengthof(allowances))
			malformed(key, "\"allow\" may hold \"control\", \"invisible\", \"space\" and \"secret\".");
		allow |= allowances[i].bit;
	}
	return allow;
}

/* Refuses what is no regular expression, also when anchored, or costs much. */
static void
parse_pattern(FtfDefinition *definition, FtfStr key, JsonbValue *value)
{
	FtfStr		pattern = string_field(key, "pattern", value);
	const char *fault = NULL;
	const char *hint = NULL;

	if (definition->origin != FTF_DEFINITION_STORED)
		ftf_admit_note(key, "pattern", pattern);
	if (definition->origin == FTF_DEFINITION_NEW)
		fault = ftf_expression_fault(pattern, &hint);
	else if (definition->origin == FTF_DEFINITION_RESTORED)
		fault = ftf_expression_syntax_fault(pattern);
	if (fault != NULL)
		malformed_how(key, fault, hint);
	definition->pattern = ftf_str_text(pattern);
}

static void
parse_note(FtfDefinition *definition, FtfStr key, const char *field,
		   JsonbValue *value)
{
	FtfStr		note = string_field(key, field, value);

	if (definition->origin != FTF_DEFINITION_STORED)
		ftf_admit_note(key, field, note);
}

static void
parse_field(FtfDefinition *definition, FtfStr key, FtfStr field,
			JsonbValue *value)
{
	char	   *name = pnstrdup(field.data, field.len);

	if (strcmp(name, "type") == 0)
		definition->type = parse_type(key, value);
	else if (strcmp(name, "minimum") == 0)
		definition->minimum = parse_bound(key, name, value);
	else if (strcmp(name, "maximum") == 0)
		definition->maximum = parse_bound(key, name, value);
	else if (strcmp(name, "choices") == 0)
		definition->choices = parse_strings(key, name, value);
	else if (strcmp(name, "pattern") == 0)
		parse_pattern(definition, key, value);
	else if (strcmp(name, "allow") == 0)
		definition->allow = parse_allow(key, value);
	else if (strcmp(name, "unit") == 0 || strcmp(name, "category") == 0 ||
			 strcmp(name, "description") == 0)
		parse_note(definition, key, name, value);
	else
		malformed(key, psprintf("\"%s\" is not a field of a definition.",
								ftf_shown(field)));
}

/* Fields that contradict each other or that the type doesn't have. */
static void
check_consistent(FtfDefinition *definition, FtfStr key)
{
	bool		is_numeric = definition->type == FTF_TYPE_INTEGER ||
		definition->type == FTF_TYPE_NUMBER;
	ListCell   *lc;

	if (!is_numeric && (definition->minimum != NULL || definition->maximum != NULL))
		malformed(key, "\"minimum\" and \"maximum\" are for integer and number.");
	if ((definition->type == FTF_TYPE_CHOICE) != (definition->choices != NIL))
		malformed(key, "\"choices\" is for choice, which needs at least one.");
	if (definition->pattern != NULL && definition->type != FTF_TYPE_TEXT)
		malformed(key, "\"pattern\" is for text.");
	if (definition->minimum != NULL && definition->maximum != NULL &&
		DatumGetBool(DirectFunctionCall2(numeric_gt,
										 NumericGetDatum(definition->minimum),
										 NumericGetDatum(definition->maximum))))
		malformed(key, "\"minimum\" is greater than \"maximum\".");
	if (definition->origin == FTF_DEFINITION_STORED)
		return;
	foreach(lc, definition->choices)
		ftf_admit_value(key, ftf_str(lfirst(lc)), definition->allow);
}

static FtfDefinition *
parse(FtfStr key, Jsonb *object, FtfDefinitionOrigin origin)
{
	FtfDefinition *definition = palloc0(sizeof(FtfDefinition));
	JsonbIterator *it;
	JsonbIteratorToken token;
	JsonbValue	item;
	FtfStr		field = {NULL, 0};

	definition->origin = origin;
	if (!JB_ROOT_IS_OBJECT(object))
		malformed(key, "It is not an object.");

	it = JsonbIteratorInit(&object->root);
	(void) JsonbIteratorNext(&it, &item, true); /* WJB_BEGIN_OBJECT */
	while ((token = JsonbIteratorNext(&it, &item, true)) != WJB_DONE)
	{
		if (token == WJB_KEY)
			field = ftf_str_jsonb(&item);
		else if (token == WJB_VALUE)
			parse_field(definition, key, field, &item);
	}
	check_consistent(definition, key);
	return definition;
}

FtfDefinition *
ftf_definition_parse(FtfStr key, Jsonb *object)
{
	return parse(key, object, FTF_DEFINITION_RESTORED);
}

/* A text that is longer than any field's is refused as what it is. */
static void
refuse_long_text(FtfStr key, Jsonb *object)
{
	FtfDefinition ignored = {.origin = FTF_DEFINITION_NEW};
	JsonbIterator *it = JsonbIteratorInit(&object->root);
	JsonbIteratorToken token;
	JsonbValue	item;
	FtfStr		field = {NULL, 0};

	while ((token = JsonbIteratorNext(&it, &item, true)) != WJB_DONE)
	{
		if (token == WJB_KEY)
			field = ftf_str_jsonb(&item);
		else if (token == WJB_VALUE && item.type == jbvString &&
				 item.val.string.len > FTF_REASON_MAX_BYTES)
			parse_field(&ignored, key, field, &item);
	}
}

/*
 * Each member takes as many bytes in JSON text as in JSONB or more, but for
 * numbers, of which a definition has few: what is too long for that is not
 * read any further.
 */
FtfDefinition *
ftf_definition_admit(FtfStr key, Jsonb *object)
{
	FtfDefinition *definition;

	if (VARSIZE(object) > FTF_DEFINITION_MAX_BYTES + ROOM_FOR_NUMBERS)
	{
		if (JB_ROOT_IS_OBJECT(object))
			refuse_long_text(key, object);
		too_long(key);
	}
	definition = parse(key, object, FTF_DEFINITION_NEW);
	if (VARSIZE_ANY_EXHDR(ftf_definition_text(object)) > FTF_DEFINITION_MAX_BYTES)
		too_long(key);
	return definition;
}

FtfDefinition *
ftf_definition_stored(FtfStr key, Jsonb *object)
{
	return parse(key, object, FTF_DEFINITION_STORED);
}

Jsonb *
ftf_definition_find(text *key, Snapshot snapshot)
{
	ScanKeyData scankey;
	FtfScan    *scan;
	TupleTableSlot *row;
	Jsonb	   *found = NULL;

	ftf_key_text(&scankey, 1, key);
	scan = ftf_scan_begin(FTF_PARAMETER, FTF_PARAMETER_KEY, snapshot,
						  1, &scankey);
	row = ftf_scan_next(scan, ForwardScanDirection);
	if (row != NULL)
	{
		bool		isnull;
		Datum		datum = slot_getattr(row, Anum_parameter_definition,
										 &isnull);

		if (isnull)
			ereport(ERROR,
					(errcode(ERRCODE_FTF_LEDGER),
					 errmsg("the definition of \"%s\" is null",
							ftf_shown(ftf_str(key))),
					 errhint("SELECT * FROM ftf_verify() tells what was tampered with.")));
		found = (Jsonb *) PG_DETOAST_DATUM_COPY(datum);
	}
	ftf_scan_end(scan);
	return found;
}

text *
ftf_definition_text(Jsonb *definition)
{
	return definition == NULL ? NULL :
		cstring_to_text(JsonbToCString(NULL, &definition->root,
									   VARSIZE(definition)));
}
