/*-------------------------------------------------------------------------
 *
 * function_faults.c
 *	  How a function of the extension differs from what the install script made.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "called.h"
#include "catalog/pg_language.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "funcapi.h"
#include "function_faults.h"
#include "miscadmin.h"
#include "nodes/primnodes.h"
#include "str.h"
#include "utils/acl.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"
#include "utils/syscache.h"

#define MAX_COLUMNS 8

/* The columns of the tables that functions return; InvalidOid: no more. */
static const struct
{
	const char *symbol;
	Oid			columns[MAX_COLUMNS + 1];
}			tables[] = {
	{"ftf_diff", {TEXTOID, TEXTOID, TEXTOID, INT8OID, TEXTOID, TEXTOID, TIMESTAMPTZOID}},
	{"ftf_run_diff", {TEXTOID, TEXTOID, TEXTOID, TEXTOID, INT8OID, TEXTOID, TEXTOID, TIMESTAMPTZOID}},
	{"ftf_verify", {TEXTOID, TEXTOID, TEXTOID, TEXTOID}},
	{"ftf_protection", {TEXTOID, TEXTOID, BOOLOID, TEXTOID}},
	{"ftf_protection_1_1", {TEXTOID, TEXTOID, TEXTOID, BOOLOID, TEXTOID}},
};

static text *
proc_text(HeapTuple tuple, AttrNumber column)
{
	bool		isnull;
	Datum		datum = SysCacheGetAttr(PROCOID, tuple, column, &isnull);

	return isnull ? NULL : DatumGetTextPP(datum);
}

static bool
proc_is_null(HeapTuple tuple, AttrNumber column)
{
	return heap_attisnull(tuple, column, NULL);
}

/* In the library of the function that was called. */
static bool
is_in_library(HeapTuple tuple, const char *symbol)
{
	HeapTuple	called = SearchSysCache1(PROCOID,
										 ObjectIdGetDatum(ftf_called_function()));
	bool		found = false;

	if (HeapTupleIsValid(called))
	{
		found = ftf_text_equal(proc_text(tuple, Anum_pg_proc_prosrc),
							   cstring_to_text(symbol)) &&
			ftf_text_equal(proc_text(tuple, Anum_pg_proc_probin),
						   proc_text(called, Anum_pg_proc_probin));
		ReleaseSysCache(called);
	}
	return found;
}

/* An argument that is left out must not bring in anything. */
static bool
is_empty_default(const Const *value)
{
	if (!IsA(value, Const))
		return false;
	if (value->constisnull)
		return true;
	if (value->consttype == TEXTARRAYOID)
		return ARR_NDIM(DatumGetArrayTypeP(value->constvalue)) == 0;
	if (value->consttype == JSONBOID)
		return JB_ROOT_IS_OBJECT(DatumGetJsonbP(value->constvalue)) &&
			JB_ROOT_COUNT(DatumGetJsonbP(value->constvalue)) == 0;
	return false;
}

static bool
defaults_fit(HeapTuple tuple, int count)
{
	text	   *stored = proc_text(tuple, Anum_pg_proc_proargdefaults);
	List	   *defaults = stored == NULL ? NIL :
		stringToNode(text_to_cstring(stored));
	ListCell   *lc;

	if (list_length(defaults) != count)
		return false;
	foreach(lc, defaults)
	{
		if (!is_empty_default(lfirst(lc)))
			return false;
	}
	return true;
}

/* They matter to callers by name and to who reads a table's columns. */
static bool
names_fit(HeapTuple tuple, const char *expected)
{
	bool		isnull;
	Datum		names = SysCacheGetAttr(PROCOID, tuple,
										Anum_pg_proc_proargnames, &isnull);
	Datum	   *elems;
	int			nelems;
	StringInfoData joined;

	if (isnull)
		return *expected == '\0';
	initStringInfo(&joined);
	deconstruct_array(DatumGetArrayTypeP(names), TEXTOID, -1, false,
					  TYPALIGN_INT, &elems, NULL, &nelems);
	for (int i = 0; i < nelems; i++)
		appendStringInfo(&joined, "%s%s", i > 0 ? " " : "",
						 TextDatumGetCString(elems[i]));
	return strcmp(joined.data, expected) == 0;
}

static bool
types_are(TupleDesc columns, const Oid *expected)
{
	int			same = 0;

	while (same < columns->natts && TupleDescAttr(columns, same)->atttypid == expected[same])
		same++;
	return same == columns->natts && !OidIsValid(expected[same]);
}

/* As another type, or in another column, a value would say something else. */
static bool
columns_fit(HeapTuple tuple, const char *symbol)
{
	TupleDesc	columns = build_function_result_tupdesc_t(tuple);

	for (size_t i = 0; i < lengthof(tables); i++)
		if (strcmp(tables[i].symbol, symbol) == 0)
			return columns != NULL && types_are(columns, tables[i].columns);
	return columns == NULL;
}

static bool
is_declared_so(HeapTuple tuple, const FtfFunction *function)
{
	Form_pg_proc proc = (Form_pg_proc) GETSTRUCT(tuple);

	return proc->prokind == PROKIND_FUNCTION && !proc->proisstrict &&
		!OidIsValid(proc->prosupport) && !OidIsValid(proc->provariadic) &&
		proc->provolatile == function->volatility &&
		proc->prorettype == function->result &&
		proc->proretset == (function->result == RECORDOID) &&
		proc->pronargdefaults == function->defaults &&
		defaults_fit(tuple, function->defaults) &&
		names_fit(tuple, function->names) &&
		columns_fit(tuple, function->symbol);
}

static const char *
tuple_fault(HeapTuple tuple, const FtfFunction *function)
{
	Form_pg_proc proc = (Form_pg_proc) GETSTRUCT(tuple);

	if (!ftf_is_member_function(proc->oid))
		return "It is not part of the extension.";
	if (proc->prolang != ClanguageId || !is_in_library(tuple, function->symbol))
		return "It is not the C function that ftf_config made.";
	if (proc->prosecdef)
		return "It is SECURITY DEFINER.";
	if (!proc_is_null(tuple, Anum_pg_proc_proconfig))
		return "It changes settings.";
	if (!is_declared_so(tuple, function))
		return "It is not declared as ftf_config does.";
	return NULL;
}

const char *
ftf_function_fault(const FtfFunction *function)
{
	HeapTuple	tuple = ftf_function_tuple(function);
	const char *fault;

	if (!HeapTupleIsValid(tuple))
		return "It is missing.";
	fault = tuple_fault(tuple, function);
	ReleaseSysCache(tuple);
	return fault;
}

static bool
public_executes(HeapTuple tuple)
{
	bool		isnull;
	Datum		datum = SysCacheGetAttr(PROCOID, tuple, Anum_pg_proc_proacl,
										&isnull);
	Acl		   *acl;

	if (isnull)
		return true;			/* the default */
	acl = DatumGetAclP(datum);
	for (int i = 0; i < ACL_NUM(acl); i++)
		if (ACL_DAT(acl)[i].ai_grantee == ACL_ID_PUBLIC &&
			(ACLITEM_GET_PRIVS(ACL_DAT(acl)[i]) & ACL_EXECUTE) != 0)
			return true;
	return false;
}

const char *
ftf_function_privilege_fault(const FtfFunction *function)
{
	HeapTuple	tuple = ftf_function_tuple(function);
	const char *fault = NULL;
	Oid			owner;

	if (!HeapTupleIsValid(tuple))
		return NULL;
	owner = ((Form_pg_proc) GETSTRUCT(tuple))->proowner;
	if (public_executes(tuple))
		fault = "PUBLIC may execute it.";
	else if (!superuser_arg(owner))
		fault = psprintf("Its owner %s is not a superuser.",
						 GetUserNameFromId(owner, true));
	ReleaseSysCache(tuple);
	return fault;
}

bool
ftf_is_function(Oid oid, const char *name)
{
	for (const FtfFunction *function = ftf_next_function(NULL);
		 function != NULL; function = ftf_next_function(function))
		if (strcmp(function->name, name) == 0 &&
			ftf_function_oid(function) == oid)
			return OidIsValid(oid) && ftf_function_fault(function) == NULL;
	return false;
}
