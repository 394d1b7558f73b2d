/*-------------------------------------------------------------------------
 *
 * protection.c
 *	  What guards the tables right now, and what does not: ftf_protection.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/table.h"
#include "access/xlog.h"
#include "catalog.h"
#include "catalog/pg_class.h"
#include "catalog/pg_inherits.h"
#include "catalog/pg_language.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_trigger.h"
#include "commands/trigger.h"
#include "funcapi.h"
#include "installation.h"
#include "miscadmin.h"
#include "protection.h"
#include "str.h"
#include "utils/acl.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/syscache.h"

PG_FUNCTION_INFO_V1(ftf_protection);

#define PROTECTION_COLUMNS 4

#define ROW_EVENTS (TRIGGER_TYPE_ROW | TRIGGER_TYPE_BEFORE | \
	TRIGGER_TYPE_INSERT | TRIGGER_TYPE_UPDATE | TRIGGER_TYPE_DELETE)
#define STATEMENT_EVENTS (TRIGGER_TYPE_BEFORE | TRIGGER_TYPE_TRUNCATE | \
	TRIGGER_TYPE_INSERT | TRIGGER_TYPE_UPDATE | TRIGGER_TYPE_DELETE)

/* What lets others than the owner write, or hook something in. */
#define WRITE_PRIVILEGES (ACL_INSERT | ACL_UPDATE | ACL_DELETE | \
	ACL_TRUNCATE | ACL_TRIGGER | ACL_REFERENCES)

static const char *const guard_names[] = {
	[FTF_GUARD_PRIVILEGE] = "privileges",
	[FTF_GUARD_TRIGGER] = "triggers",
	[FTF_GUARD_FOREIGN] = "foreign objects",
	[FTF_GUARD_DURABILITY] = "durability",
	[FTF_GUARD_COLUMNS] = "columns",
	[FTF_GUARD_INDEX] = "indexes",
	[FTF_GUARD_RESTORE] = "restore",
	[FTF_GUARD_HOOKS] = "hooks",
};

typedef struct Report
{
	FtfProtectionCallback callback;
	void	   *arg;
} Report;

static void
tell(Report *report, FtfGuard guard, const char *object, bool holds,
	 const char *detail)
{
	FtfProtection protection = {guard, object, holds, detail};

	report->callback(report->arg, &protection);
}

static text *
proc_text(HeapTuple tuple, AttrNumber column)
{
	bool		isnull;
	Datum		datum = SysCacheGetAttr(PROCOID, tuple, column, &isnull);

	return isnull ? NULL : DatumGetTextPP(datum);
}

/* A C function of our schema and library; one replaced in place is not. */
static bool
is_guard_function(Oid function, const char *name)
{
	HeapTuple	found = SearchSysCache1(PROCOID, ObjectIdGetDatum(function));
	HeapTuple	called = SearchSysCache1(PROCOID,
										 ObjectIdGetDatum(ftf_called_function()));
	bool		ours = false;

	if (HeapTupleIsValid(found) && HeapTupleIsValid(called))
	{
		Form_pg_proc proc = (Form_pg_proc) GETSTRUCT(found);

		ours = ftf_is_member_function(function) &&
			superuser_arg(proc->proowner) &&
			proc->prolang == ClanguageId &&
			ftf_text_equal(proc_text(found, Anum_pg_proc_prosrc),
						   cstring_to_text(name)) &&
			ftf_text_equal(proc_text(found, Anum_pg_proc_probin),
						   proc_text(called, Anum_pg_proc_probin));
	}
	if (HeapTupleIsValid(found))
		ReleaseSysCache(found);
	if (HeapTupleIsValid(called))
		ReleaseSysCache(called);
	return ours;
}

static bool
is_our_trigger(const Trigger *trigger)
{
	return is_guard_function(trigger->tgfoid, "ftf_guard_row") ||
		is_guard_function(trigger->tgfoid, "ftf_guard_statement");
}

/* Also harmless: what makes a table that refers to ours keep to it. */
static bool
is_foreign_trigger(const Trigger *trigger)
{
	return !is_our_trigger(trigger) &&
		RI_FKey_trigger_type(trigger->tgfoid) != RI_TRIGGER_PK;
}

/* What is wrong with the trigger that calls function, or NULL. */
static const char *
trigger_fault(Relation rel, const char *function, int16 events)
{
	TriggerDesc *triggers = rel->trigdesc;

	for (int i = 0; triggers != NULL && i < triggers->numtriggers; i++)
	{
		Trigger    *trigger = &triggers->triggers[i];

		if (!is_guard_function(trigger->tgfoid, function))
			continue;
		if (trigger->tgenabled != TRIGGER_FIRES_ALWAYS)
			return psprintf("Trigger %s is not ENABLE ALWAYS.",
							trigger->tgname);
		if (trigger->tgtype != events || trigger->tgnattr != 0 ||
			trigger->tgqual != NULL)
			return psprintf("Trigger %s does not fire for every write.",
							trigger->tgname);
		return NULL;
	}
	return psprintf("The trigger that calls %s is missing.", function);
}

static void
check_triggers(Report *report, Relation rel)
{
	const char *fault = trigger_fault(rel, "ftf_guard_row", ROW_EVENTS);

	if (fault == NULL)
		fault = trigger_fault(rel, "ftf_guard_statement", STATEMENT_EVENTS);
	tell(report, FTF_GUARD_TRIGGER, RelationGetRelationName(rel),
		 fault == NULL, fault != NULL ? fault :
		 "Row and statement triggers see every write, also of the owner and of replication.");
}

/* What others have hooked into the table, or NULL. */
static const char *
foreign_fault(Relation rel)
{
	TriggerDesc *triggers = rel->trigdesc;

	for (int i = 0; triggers != NULL && i < triggers->numtriggers; i++)
		if (is_foreign_trigger(&triggers->triggers[i]))
			return psprintf("Trigger %s is not part of ftf_config.",
							triggers->triggers[i].tgname);
	if (rel->rd_rel->relhasrules && rel->rd_rules != NULL)
		return "A rule rewrites statements on it.";
	if (rel->rd_rel->relrowsecurity)
		return "Row security can hide its rows.";
	if (has_superclass(RelationGetRelid(rel)))
		return "It inherits from another table.";
	if (find_inheritance_children(RelationGetRelid(rel), NoLock) != NIL)
		return "Another table inherits from it, whose rows show among its own.";
	return NULL;
}

static void
check_foreign(Report *report, Relation rel)
{
	const char *fault = foreign_fault(rel);

	tell(report, FTF_GUARD_FOREIGN, RelationGetRelationName(rel),
		 fault == NULL, fault != NULL ? fault :
		 "No trigger, rule, policy or inheritance of others hooks into it.");
}

/* A role other than the owner that the ACL lets write, or NULL. */
static const char *
acl_writer(Datum datum, Oid owner)
{
	Acl		   *acl = DatumGetAclP(datum);

	for (int i = 0; i < ACL_NUM(acl); i++)
	{
		AclItem    *item = &ACL_DAT(acl)[i];

		if (item->ai_grantee != owner &&
			(ACLITEM_GET_PRIVS(*item) & WRITE_PRIVILEGES) != 0)
			return item->ai_grantee == ACL_ID_PUBLIC ? "PUBLIC" :
				GetUserNameFromId(item->ai_grantee, true);
	}
	return NULL;
}

static const char *
column_writer(Relation rel)
{
	for (int i = 1; i <= RelationGetNumberOfAttributes(rel); i++)
	{
		HeapTuple	tuple = SearchSysCache2(ATTNUM,
											ObjectIdGetDatum(RelationGetRelid(rel)),
											Int16GetDatum(i));
		bool		isnull = true;
		Datum		acl = 0;
		const char *writer;

		if (HeapTupleIsValid(tuple))
			acl = SysCacheGetAttr(ATTNUM, tuple, Anum_pg_attribute_attacl,
								  &isnull);
		writer = isnull ? NULL : acl_writer(acl, rel->rd_rel->relowner);
		if (HeapTupleIsValid(tuple))
			ReleaseSysCache(tuple);
		if (writer != NULL)
			return writer;
	}
	return NULL;
}

static void
check_privileges(Report *report, Relation rel)
{
	HeapTuple	tuple = SearchSysCache1(RELOID,
										ObjectIdGetDatum(RelationGetRelid(rel)));
	const char *writer = NULL;
	bool		isnull = true;
	Datum		acl = 0;

	if (HeapTupleIsValid(tuple))
	{
		acl = SysCacheGetAttr(RELOID, tuple, Anum_pg_class_relacl, &isnull);
		if (!isnull)
			writer = acl_writer(acl, rel->rd_rel->relowner);
		ReleaseSysCache(tuple);
	}
	if (writer == NULL)
		writer = column_writer(rel);

	if (writer != NULL)
		tell(report, FTF_GUARD_PRIVILEGE, RelationGetRelationName(rel), false,
			 psprintf("Role %s holds more than SELECT.", writer));
	else if (!superuser_arg(rel->rd_rel->relowner))
		tell(report, FTF_GUARD_PRIVILEGE, RelationGetRelationName(rel), false,
			 psprintf("Its owner %s is not a superuser.",
					  GetUserNameFromId(rel->rd_rel->relowner, true)));
	else
		tell(report, FTF_GUARD_PRIVILEGE, RelationGetRelationName(rel), true,
			 "Nobody but the owner, a superuser, holds more than SELECT.");
}

static void
check_durability(Report *report, Relation rel)
{
	bool		logged = rel->rd_rel->relpersistence == RELPERSISTENCE_PERMANENT;

	tell(report, FTF_GUARD_DURABILITY, RelationGetRelationName(rel), logged,
		 logged ? "It is written to the log before a commit is acknowledged."
		 : "It is not logged: a crash empties it.");
}

static void
check_indexes(Report *report, FtfTableId table)
{
	const char *fault = NULL;

	for (FtfIndexId id = 0; id < FTF_NINDEXES && fault == NULL; id++)
		if (ftf_index_table(id) == table)
			fault = ftf_index_fault(id);
	tell(report, FTF_GUARD_INDEX, ftf_table_name(table), fault == NULL,
		 fault != NULL ? fault : "Its indexes are those that ftf_config made.");
}

/* A role that isn't a superuser can drop what is in its schema or database. */
static void
check_schema(Report *report)
{
	Oid			owner = ftf_schema_owner();
	bool		holds = superuser_arg(owner);

	tell(report, FTF_GUARD_PRIVILEGE,
		 get_namespace_name(ftf_schema_oid()), holds,
		 holds ? "The schema's owner is a superuser."
		 : psprintf("The schema's owner %s is not a superuser and can drop it with all that is in it.",
					GetUserNameFromId(owner, true)));
}

static void
check_restore(Report *report)
{
	bool		holds = ftf_table_fault(FTF_INSTALLATION) == NULL &&
		ftf_installation_has_written();

	tell(report, FTF_GUARD_RESTORE, ftf_table_name(FTF_INSTALLATION), holds,
		 holds ? "This installation has written, so no row is let in from outside."
		 : "This installation has written nothing of its own yet: the owner may restore a dump.");
}

static void
check_table(Report *report, FtfTableId table)
{
	const char *fault = ftf_table_fault(table);
	Relation	rel;

	tell(report, FTF_GUARD_COLUMNS, ftf_table_name(table), fault == NULL,
		 fault != NULL ? fault : "Its columns are those that ftf_config made.");
	if (fault != NULL)
		return;
	rel = table_open(ftf_table_oid(table), AccessShareLock);
	check_privileges(report, rel);
	check_triggers(report, rel);
	check_foreign(report, rel);
	check_durability(report, rel);
	check_indexes(report, table);
	table_close(rel, AccessShareLock);
}

void
ftf_protection_each(FtfProtectionCallback callback, void *arg)
{
	Report		report = {callback, arg};

	for (FtfTableId table = 0; table < FTF_NTABLES; table++)
		check_table(&report, table);
	check_schema(&report);
	check_restore(&report);
	tell(&report, FTF_GUARD_DURABILITY, "server",
		 enableFsync && fullPageWrites,
		 enableFsync && fullPageWrites ? "fsync and full_page_writes are on."
		 : "fsync or full_page_writes is off: a crash can lose or damage what was committed.");
	tell(&report, FTF_GUARD_HOOKS, "server", false,
		 "Nothing refuses DDL on these objects to a superuser; ftf_verify detects what it did to their rows.");
}

static void
put_row(void *arg, const FtfProtection *protection)
{
	ReturnSetInfo *result = arg;
	Datum		values[PROTECTION_COLUMNS];
	bool		nulls[PROTECTION_COLUMNS] = {0};

	values[0] = CStringGetTextDatum(guard_names[protection->guard]);
	values[1] = CStringGetTextDatum(protection->object);
	values[2] = BoolGetDatum(protection->holds);
	values[3] = CStringGetTextDatum(protection->detail);
	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

/* ftf_protection() returns table (guard, object, holds, detail) */
Datum
ftf_protection(PG_FUNCTION_ARGS)
{
	ftf_catalog_use(fcinfo);
	InitMaterializedSRF(fcinfo, 0);
	ftf_protection_each(put_row, fcinfo->resultinfo);
	PG_RETURN_NULL();
}
