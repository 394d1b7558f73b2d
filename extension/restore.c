/*-------------------------------------------------------------------------
 *
 * restore.c
 *	  Rows from a dump: let in while this installation is new, if they prove
 *	  themselves.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "columns.h"
#include "definition.h"
#include "entry.h"
#include "env.h"
#include "errors.h"
#include "hash.h"
#include "installation.h"
#include "restore.h"
#include "rows.h"
#include "run.h"
#include "store.h"
#include "str.h"
#include "utils/builtins.h"
#include "utils/snapmgr.h"

bool
ftf_restore_open(void)
{
	/* the first change waits for restorers, and they for it, nobody else */
	ftf_installation_lock(ShareLock);
	return !ftf_installation_has_written();
}

static void
refuse_row(FtfTableId table, const char *detail)
{
	ereport(ERROR,
			(errcode(ERRCODE_FTF_GUARDED),
			 errmsg("a row for \"%s\" is refused", ftf_table_name(table)),
			 errdetail("%s", detail),
			 errhint("Only rows that ftf_config wrote can be restored, unchanged, from a dump of it.")));
}

static void
check_config_row(TupleTableSlot *row)
{
	FtfStore	store;
	const char *fault = ftf_store_from_slot(row, &store);

	if (fault != NULL)
		refuse_row(FTF_CONFIG, fault);
	if (ftf_table_has_rows(FTF_CONFIG, SnapshotSelf))
		refuse_row(FTF_CONFIG, "There is a row already.");
}

static void
check_history_row(TupleTableSlot *row)
{
	FtfEntry	entry;
	FtfHash		hash;

	if (!ftf_entry_from_slot(row, &entry))
		refuse_row(FTF_HISTORY, "It is not an entry.");
	ftf_entry_hash(&entry, &hash);
	if (!ftf_hash_equal(&hash, &entry.hash))
		refuse_row(FTF_HISTORY,
				   psprintf("The hash of entry %lld does not fit its bytes.",
							(long long) entry.entry_id));
}

static void
check_parameter_row(TupleTableSlot *row)
{
	bool		keynull;
	bool		isnull;
	Datum		key = slot_getattr(row, Anum_parameter_key, &keynull);
	Datum		definition = slot_getattr(row, Anum_parameter_definition,
										  &isnull);

	if (keynull || isnull)
		refuse_row(FTF_PARAMETER, "A column is null.");
	(void) ftf_definition_parse(ftf_str(DatumGetTextPP(key)),
								DatumGetJsonbP(definition));
}

static void
check_run_row(TupleTableSlot *row)
{
	FtfRun		run;
	FtfHash		hash;

	if (!ftf_run_from_slot(row, &run))
		refuse_row(FTF_RUN, "It is not a run.");
	ftf_run_hash(&run, &hash);
	if (!ftf_hash_equal(&hash, &run.hash))
		refuse_row(FTF_RUN, "The run's hash does not fit its bytes.");
}

static void
check_run_env_row(TupleTableSlot *row)
{
	int64		revision;
	FtfHash		stored;
	FtfHash		hash;
	Jsonb	   *base_env;

	if (!ftf_run_env_from_slot(row, &revision, &stored, &base_env))
		refuse_row(FTF_RUN_ENV, "It is not a set of parameters.");
	ftf_env_hash(base_env, &hash);
	if (!ftf_hash_equal(&hash, &stored))
		refuse_row(FTF_RUN_ENV, "The hash does not fit the parameters.");
}

void
ftf_restore_check_row(FtfTableId table, TupleTableSlot *row)
{
	switch (table)
	{
		case FTF_CONFIG:
			check_config_row(row);
			break;
		case FTF_HISTORY:
			check_history_row(row);
			break;
		case FTF_PARAMETER:
			check_parameter_row(row);
			break;
		case FTF_RUN:
			check_run_row(row);
			break;
		case FTF_RUN_ENV:
			check_run_env_row(row);
			break;
		default:
			elog(ERROR, "table %d can't be restored", table);
	}
}
