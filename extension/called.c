/*-------------------------------------------------------------------------
 *
 * called.c
 *	  The function that was called, and the installation that it belongs to.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "called.h"
#include "catalog/dependency.h"
#include "catalog/pg_authid.h"
#include "catalog/pg_database.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_proc.h"
#include "miscadmin.h"
#include "utils/lsyscache.h"
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
