/*-------------------------------------------------------------------------
 *
 * protection.c
 *	  What guards the store right now, and what does not: ftf_protection.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/table.h"
#include "access/xlog.h"
#include "called.h"
#include "catalog.h"
#include "catalog/pg_inherits.h"
#include "catalog/pg_trigger.h"
#include "commands/trigger.h"
#include "funcapi.h"
#include "function_faults.h"
#include "installation.h"
#include "miscadmin.h"
#include "protect_dump.h"
#include "protect_functions.h"
#include "protect_privileges.h"
#include "protect_view.h"
#include "protection.h"
#include "utils/builtins.h"
#include "utils/rel.h"

PG_FUNCTION_INFO_V1(ftf_protection);
PG_FUNCTION_INFO_V1(ftf_protection_1_1);

#define PROTECTION_COLUMNS 5

#define ROW_EVENTS (TRIGGER_TYPE_ROW | TRIGGER_TYPE_BEFORE | \
	TRIGGER_TYPE_INSERT | TRIGGER_TYPE_UPDATE | TRIGGER_TYPE_DELETE)
#define STATEMENT_EVENTS (TRIGGER_TYPE_BEFORE | TRIGGER_TYPE_TRUNCATE | \
	TRIGGER_TYPE_INSERT | TRIGGER_TYPE_UPDATE | TRIGGER_TYPE_DELETE)

static const char *const guard_names[] = {
	[FTF_GUARD_PRIVILEGE] = "privileges",
	[FTF_GUARD_TRIGGER] = "triggers",
	[FTF_GUARD_FOREIGN] = "foreign objects",
	[FTF_GUARD_DURABILITY] = "durability",
	[FTF_GUARD_COLUMNS] = "columns",
	[FTF_GUARD_INDEX] = "indexes",
	[FTF_GUARD_VIEW] = "view",
	[FTF_GUARD_RULES] = "rules",
	[FTF_GUARD_FUNCTION] = "functions",
	[FTF_GUARD_DUMP] = "dump",
	[FTF_GUARD_NOTES] = "installation",
	[FTF_GUARD_RESTORE] = "restore",
	[FTF_GUARD_SERVER] = "durability",
	[FTF_GUARD_HOOKS] = "hooks",
	[FTF_GUARD_VERSION] = "version",
};

static const char *const severity_names[] = {
	[FTF_SEVERITY_OK] = "ok",
	[FTF_SEVERITY_NOTE] = "note",
	[FTF_SEVERITY_FAULT] = "fault",
};

/* The first that calls one of our functions; a second would refuse us, too. */
static bool
is_our_trigger(const TriggerDesc *triggers, int i)
{
	Oid			function = triggers->triggers[i].tgfoid;

	for (int before = 0; before < i; before++)
		if (triggers->triggers[before].tgfoid == function)
			return false;
	return ftf_is_function(function, "ftf_guard_row") ||
		ftf_is_function(function, "ftf_guard_statement");
}

/* Also harmless: what makes a table that refers to ours keep to it. */
static bool
is_foreign_trigger(const TriggerDesc *triggers, int i)
{
	return !is_our_trigger(triggers, i) &&
		RI_FKey_trigger_type(triggers->triggers[i].tgfoid) != RI_TRIGGER_PK;
}

/* What is wrong with the trigger that calls function, or NULL. */
static const char *
trigger_fault(Relation rel, const char *function, int16 events)
{
	TriggerDesc *triggers = CopyTriggerDesc(rel->trigdesc);

	for (int i = 0; triggers != NULL && i < triggers->numtriggers; i++)
	{
		Trigger    *trigger = &triggers->triggers[i];

		if (!ftf_is_function(trigger->tgfoid, function))
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
check_triggers(FtfReport *report, Relation rel)
{
	const char *fault = trigger_fault(rel, "ftf_guard_row", ROW_EVENTS);

	if (fault == NULL)
		fault = trigger_fault(rel, "ftf_guard_statement", STATEMENT_EVENTS);
	ftf_report(report, FTF_GUARD_TRIGGER, RelationGetRelationName(rel), fault,
			   "Row and statement triggers see every write, also of the owner and of replication.");
}

/* What others have hooked into the table, or NULL. */
static const char *
foreign_fault(Relation rel)
{
	TriggerDesc *triggers = CopyTriggerDesc(rel->trigdesc);

	for (int i = 0; triggers != NULL && i < triggers->numtriggers; i++)
		if (is_foreign_trigger(triggers, i))
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
check_foreign(FtfReport *report, Relation rel)
{
	ftf_report(report, FTF_GUARD_FOREIGN, RelationGetRelationName(rel),
			   foreign_fault(rel),
			   "No trigger, rule, policy or inheritance of others hooks into it.");
}

static void
check_durability(FtfReport *report, Relation rel)
{
	ftf_report(report, FTF_GUARD_DURABILITY, RelationGetRelationName(rel),
			   rel->rd_rel->relpersistence == RELPERSISTENCE_PERMANENT ? NULL :
			   "It is not logged: a crash empties it.",
			   "It is written to the log before a commit is acknowledged.");
}

static void
check_indexes(FtfReport *report, FtfTableId table)
{
	const char *fault = NULL;

	for (FtfIndexId id = 0; id < FTF_NINDEXES && fault == NULL; id++)
		if (ftf_index_table(id) == table)
			fault = ftf_index_fault(id);
	ftf_report(report, FTF_GUARD_INDEX, ftf_table_name(table), fault,
			   "Its indexes are those that ftf_config made.");
}

/* Whether rows are let in from outside, and whether that can be right. */
static void
check_restore(FtfReport *report)
{
	bool		readable = ftf_table_fault(FTF_INSTALLATION) == NULL;
	bool		closed = readable && ftf_installation_has_written();
	const char *fault = NULL;

	ftf_report_note(report, FTF_GUARD_RESTORE, ftf_table_name(FTF_INSTALLATION),
					closed ? NULL :
					"This installation has written nothing of its own yet: the owner may restore a dump.",
					"This installation has written, so no row is let in from outside.");
	if (readable && !closed && ftf_table_fault(FTF_HISTORY) == NULL &&
		ftf_table_fault(FTF_CONFIG) == NULL &&
		ftf_installation_wrote_history())
		fault = "Its rows are gone, though this installation wrote the history: rows are let in from outside.";
	ftf_report(report, FTF_GUARD_NOTES, ftf_table_name(FTF_INSTALLATION), fault,
			   "It tells whether this installation has written.");
}

static void
check_table(FtfReport *report, FtfTableId table)
{
	const char *fault = ftf_table_fault(table);
	Relation	rel;

	ftf_report(report, FTF_GUARD_COLUMNS, ftf_table_name(table), fault,
			   "Its columns are those that ftf_config made.");
	if (fault != NULL)
		return;
	rel = table_open(ftf_table_oid(table), AccessShareLock);
	ftf_protect_privileges(report, rel);
	check_triggers(report, rel);
	check_foreign(report, rel);
	check_durability(report, rel);
	check_indexes(report, table);
	table_close(rel, AccessShareLock);
}

/* Until it is updated, an extension has the SQL objects of an older library. */
static void
check_version(FtfReport *report)
{
	const char *version = ftf_called_version();

	ftf_report_note(report, FTF_GUARD_VERSION, FTF_EXTENSION_OBJECT,
					version == NULL || strcmp(version, FTF_VERSION) == 0 ? NULL :
					psprintf("It is of version %s, its library of %s: ALTER EXTENSION ftf_config UPDATE.",
							 version, FTF_VERSION),
					"Its SQL objects are of the same version as its library.");
}

void
ftf_protection_each(FtfProtectionCallback callback, void *arg)
{
	FtfReport	report = {callback, arg};

	for (FtfTableId table = 0; table < FTF_NTABLES; table++)
		check_table(&report, table);
	ftf_protect_view(&report);
	ftf_protect_functions(&report);
	ftf_protect_dump(&report);
	ftf_protect_schema(&report);
	check_restore(&report);
	ftf_report(&report, FTF_GUARD_SERVER, "server",
			   enableFsync && fullPageWrites ? NULL :
			   "fsync or full_page_writes is off: a crash can lose or damage what was committed.",
			   "fsync and full_page_writes are on.");
	ftf_report_note(&report, FTF_GUARD_HOOKS, "server",
					"Nothing refuses DDL on these objects to a superuser; ftf_verify detects what it did to their rows.",
					NULL);
	check_version(&report);
}

static void
put_row(void *arg, const FtfProtection *protection)
{
	ReturnSetInfo *result = arg;
	Datum		values[PROTECTION_COLUMNS];
	bool		nulls[PROTECTION_COLUMNS] = {0};

	values[0] = CStringGetTextDatum(guard_names[protection->guard]);
	values[1] = CStringGetTextDatum(protection->object);
	values[2] = CStringGetTextDatum(severity_names[protection->severity]);
	values[3] = BoolGetDatum(protection->severity != FTF_SEVERITY_FAULT);
	values[4] = CStringGetTextDatum(protection->detail);
	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

/* What is to be known was no severity but something that does not hold. */
static void
put_row_of_1_0(void *arg, const FtfProtection *protection)
{
	ReturnSetInfo *result = arg;
	Datum		values[PROTECTION_COLUMNS - 1];
	bool		nulls[PROTECTION_COLUMNS - 1] = {0};

	values[0] = CStringGetTextDatum(guard_names[protection->guard]);
	values[1] = CStringGetTextDatum(protection->object);
	values[2] = BoolGetDatum(protection->severity == FTF_SEVERITY_OK);
	values[3] = CStringGetTextDatum(protection->detail);
	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

static Datum
protection(FunctionCallInfo fcinfo, FtfProtectionCallback put)
{
	ftf_remember_called(fcinfo);
	InitMaterializedSRF(fcinfo, 0);
	ftf_protection_each(put, fcinfo->resultinfo);
	PG_RETURN_NULL();
}

/* ftf_protection() returns table (guard, object, severity, holds, detail) */
Datum
ftf_protection_1_1(PG_FUNCTION_ARGS)
{
	return protection(fcinfo, put_row);
}

/* Of version 1.0.0: returns table (guard, object, holds, detail) */
Datum
ftf_protection(PG_FUNCTION_ARGS)
{
	return protection(fcinfo, put_row_of_1_0);
}
