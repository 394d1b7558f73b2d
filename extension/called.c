/*-------------------------------------------------------------------------
 *
 * called.c
 *	  The function that was called, and the installation that it belongs to.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "called.h"
#include "catalog/dependency.h"
#include "catalog/indexing.h"
#include "catalog/pg_authid.h"
#include "catalog/pg_database.h"
#include "catalog/pg_extension.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_proc.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/syscache.h"

static Oid	called_function;
static Oid	called_schema;

void
ftf_remember_called(FunctionCallInfo fcinfo)
{
	called_function = fcinfo->flinfo->fn_oid;
	called_schema = get_func_namespace(called_function);
}

Oid
ftf_called_function(void)
{
	return called_function;
}

Oid
ftf_called_extension(void)
{
	return getExtensionOfObject(ProcedureRelationId, called_function);
}

char *
ftf_called_version(void)
{
	Relation	rel = table_open(ExtensionRelationId, AccessShareLock);
	ScanKeyData key;
	SysScanDesc scan;
	HeapTuple	tuple;
	char	   *version = NULL;

	ScanKeyInit(&key, Anum_pg_extension_oid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(ftf_called_extension()));
	scan = systable_beginscan(rel, ExtensionOidIndexId, true, NULL, 1, &key);
	tuple = systable_getnext(scan);
	if (HeapTupleIsValid(tuple))
	{
		bool		isnull;
		Datum		datum = heap_getattr(tuple, Anum_pg_extension_extversion,
										 RelationGetDescr(rel), &isnull);

		version = isnull ? NULL : TextDatumGetCString(datum);
	}
	systable_endscan(scan);
	table_close(rel, AccessShareLock);
	return version;
}

bool
ftf_called_is_1_0(void)
{
	const char *version = ftf_called_version();

	return version != NULL && strcmp(version, "1.0.0") == 0;
}

Oid
ftf_schema_oid(void)
{
	return called_schema;
}

static Oid
schema_owner(void)
{
	HeapTuple	tuple = SearchSysCache1(NAMESPACEOID,
										ObjectIdGetDatum(called_schema));
	Oid			owner = InvalidOid;

	if (HeapTupleIsValid(tuple))
	{
		owner = ((Form_pg_namespace) GETSTRUCT(tuple))->nspowner;
		ReleaseSysCache(tuple);
	}
	return owner;
}

static Oid
database_owner(void)
{
	HeapTuple	tuple = SearchSysCache1(DATABASEOID,
										ObjectIdGetDatum(MyDatabaseId));
	Oid			owner = InvalidOid;

	if (HeapTupleIsValid(tuple))
	{
		owner = ((Form_pg_database) GETSTRUCT(tuple))->datdba;
		ReleaseSysCache(tuple);
	}
	return owner;
}

Oid
ftf_schema_owner(void)
{
	Oid			owner = schema_owner();

	return owner == ROLE_PG_DATABASE_OWNER ? database_owner() : owner;
}

bool
ftf_is_member_function(Oid function)
{
	Oid			extension = ftf_called_extension();

	return OidIsValid(extension) &&
		getExtensionOfObject(ProcedureRelationId, function) == extension;
}
