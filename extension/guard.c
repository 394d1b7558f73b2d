/*-------------------------------------------------------------------------
 *
 * guard.c
 *	  Triggers that refuse every write but the extension's own.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "called.h"
#include "catalog.h"
#include "errors.h"
#include "executor/executor.h"
#include "permit.h"
#include "restore.h"
#include "utils/snapmgr.h"

PG_FUNCTION_INFO_V1(ftf_guard_row);
PG_FUNCTION_INFO_V1(ftf_guard_statement);

static const char *
event_name(TriggerEvent event)
{
	if (TRIGGER_FIRED_BY_INSERT(event))
		return "INSERT";
	if (TRIGGER_FIRED_BY_UPDATE(event))
		return "UPDATE";
	if (TRIGGER_FIRED_BY_DELETE(event))
		return "DELETE";
	return "TRUNCATE";
}

static void
refuse(TriggerData *trigger)
{
	ereport(ERROR,
			(errcode(ERRCODE_FTF_GUARDED),
			 errmsg("%s on \"%s\" is refused",
					event_name(trigger->tg_event),
					RelationGetRelationName(trigger->tg_relation)),
			 errdetail("Parameters, history and snapshots are written only by the functions of ftf_config."),
			 errhint("Use ftf_set, ftf_unset, ftf_apply or ftf_revert to change parameters; ftf_snapshot to take a run's snapshot."),
			 errtable(trigger->tg_relation)));
}

static TriggerData *
checked_trigger_data(FunctionCallInfo fcinfo, const char *function)
{
	if (!CALLED_AS_TRIGGER(fcinfo))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" was not called by a trigger manager",
						function)));
	return (TriggerData *) fcinfo->context;
}

/* Which of the extension's tables; FTF_NTABLES if none. */
static FtfTableId
guarded_table(Relation rel)
{
	FtfTableId	table = 0;

	while (table < FTF_NTABLES &&
		   ftf_table_oid(table) != RelationGetRelid(rel))
		table++;
	return table;
}

/*
 * ftf_guard_row
 *		BEFORE INSERT OR UPDATE OR DELETE, FOR EACH ROW, ENABLE ALWAYS.
 *
 * Lets a row through that the extension itself is writing, and, while this
 * installation has written nothing of its own, an inserted row that proves
 * itself (restore).  Refuses all else with UF003.  Row triggers also see
 * what statement triggers on this table don't: writes through inheritance
 * parents, foreign-key actions and logical replication.
 */
Datum
ftf_guard_row(PG_FUNCTION_ARGS)
{
	TriggerData *trigger = checked_trigger_data(fcinfo, "ftf_guard_row");
	FtfTableId	table;

	ftf_remember_called(fcinfo);
	if (!TRIGGER_FIRED_FOR_ROW(trigger->tg_event) ||
		!TRIGGER_FIRED_BEFORE(trigger->tg_event))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("function \"%s\" must be fired before a row",
						"ftf_guard_row")));

	if (!ftf_permit_take(RelationGetRelid(trigger->tg_relation),
						 trigger->tg_event & TRIGGER_EVENT_OPMASK))
	{
		table = guarded_table(trigger->tg_relation);
		if (table == FTF_NTABLES || table == FTF_INSTALLATION ||
			!TRIGGER_FIRED_BY_INSERT(trigger->tg_event) ||
			!ftf_restore_open())
			refuse(trigger);
		ftf_restore_check_row(table, trigger->tg_trigslot);
	}

	return PointerGetDatum(TRIGGER_FIRED_BY_UPDATE(trigger->tg_event) ?
						   trigger->tg_newtuple : trigger->tg_trigtuple);
}

/*
 * ftf_guard_statement
 *		BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE, FOR EACH STATEMENT,
 *		ENABLE ALWAYS.
 *
 * Refuses a statement even if it touches no row.  The extension's own writes
 * are no statements.  INSERT is left to the row trigger while this
 * installation has written nothing of its own (restore).
 */
Datum
ftf_guard_statement(PG_FUNCTION_ARGS)
{
	TriggerData *trigger = checked_trigger_data(fcinfo, "ftf_guard_statement");
	FtfTableId	table;

	ftf_remember_called(fcinfo);
	table = guarded_table(trigger->tg_relation);
	if (table == FTF_NTABLES || table == FTF_INSTALLATION ||
		!TRIGGER_FIRED_BY_INSERT(trigger->tg_event) ||
		!ftf_restore_open())
		refuse(trigger);

	return PointerGetDatum(NULL);
}
