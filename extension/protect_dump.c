/*-------------------------------------------------------------------------
 *
 * protect_dump.c
 *	  Whether pg_dump takes the data along.
 *
 * It dumps the rows of an extension's tables only where the extension has
 * registered them, and must not where they tell what this installation wrote.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "called.h"
#include "catalog.h"
#include "catalog/dependency.h"
#include "catalog/indexing.h"
#include "catalog/pg_class.h"
#include "catalog/pg_extension.h"
#include "catalog/pg_type.h"
#include "protect_dump.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"

typedef struct Registered
{
	Datum	   *tables;
	Datum	   *conditions;
	int			count;
} Registered;

static int
elements(HeapTuple tuple, Relation rel, AttrNumber column, Oid type,
		 Datum **elems)
{
	bool		isnull;
	bool		is_text = type == TEXTOID;
	int			count = 0;
	Datum		array = heap_getattr(tuple, column, RelationGetDescr(rel),
									 &isnull);

	if (!isnull)
		deconstruct_array(DatumGetArrayTypeP(array), type,
						  is_text ? -1 : (int) sizeof(Oid), !is_text,
						  TYPALIGN_INT, elems, NULL, &count);
	return count;
}

/* What the extension has registered, copied; conditions match tables. */
static Registered
read_registered(Oid extension)
{
	Relation	rel = table_open(ExtensionRelationId, AccessShareLock);
	Registered	registered = {0};
	ScanKeyData key;
	SysScanDesc scan;
	HeapTuple	tuple;

	ScanKeyInit(&key, Anum_pg_extension_oid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(extension));
	scan = systable_beginscan(rel, ExtensionOidIndexId, true, NULL, 1, &key);
	tuple = systable_getnext(scan);
	if (HeapTupleIsValid(tuple))
	{
		tuple = heap_copytuple(tuple);
		registered.count = elements(tuple, rel, Anum_pg_extension_extconfig,
									OIDOID, &registered.tables);
		if (elements(tuple, rel, Anum_pg_extension_extcondition, TEXTOID,
					 &registered.conditions) != registered.count)
			registered.count = 0;
	}
	systable_endscan(scan);
	table_close(rel, AccessShareLock);
	return registered;
}

static const char *
table_fault(FtfTableId table, Oid extension, const Registered *registered)
{
	Oid			relid = get_relname_relid(ftf_table_name(table),
										  ftf_schema_oid());
	bool		wanted = table != FTF_INSTALLATION;
	bool		dumped = false;

	if (getExtensionOfObject(RelationRelationId, relid) != extension)
		return psprintf("Table %s is not part of it.", ftf_table_name(table));
	for (int i = 0; i < registered->count; i++)
	{
		if (DatumGetObjectId(registered->tables[i]) != relid)
			continue;
		dumped = true;
		if (wanted && *TextDatumGetCString(registered->conditions[i]) != '\0')
			return psprintf("pg_dump leaves out rows of %s.",
							ftf_table_name(table));
	}
	if (dumped != wanted)
		return psprintf(wanted ? "pg_dump leaves out the rows of %s."
						: "pg_dump takes along the rows of %s, which a dump must not hold.",
						ftf_table_name(table));
	return NULL;
}

static const char *
view_fault(Oid extension)
{
	Oid			relid = get_relname_relid(FTF_VIEW_NAME, ftf_schema_oid());

	return !OidIsValid(relid) ||
		getExtensionOfObject(RelationRelationId, relid) == extension ? NULL :
		"View " FTF_VIEW_NAME " is not part of it.";
}

void
ftf_protect_dump(FtfReport *report)
{
	Oid			extension = ftf_called_extension();
	const char *fault = OidIsValid(extension) ? NULL :
		"The function that was called is not part of it.";

	if (fault == NULL)
	{
		Registered	registered = read_registered(extension);

		for (FtfTableId table = 0; table < FTF_NTABLES && fault == NULL; table++)
			fault = table_fault(table, extension, &registered);
		if (fault == NULL)
			fault = view_fault(extension);
	}
	ftf_report(report, FTF_GUARD_DUMP, FTF_EXTENSION_OBJECT, fault,
			   "pg_dump takes along the rows of its tables, as the extension's data.");
}
