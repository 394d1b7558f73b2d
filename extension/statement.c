/*-------------------------------------------------------------------------
 *
 * statement.c
 *	  The statement that calls: what it sees, and whether it may write.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "miscadmin.h"
#include "statement.h"
#include "utils/snapmgr.h"

Snapshot
ftf_caller_snapshot(void)
{
	if (!ActiveSnapshotSet())
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("cannot read parameters without a query's snapshot")));
	return GetActiveSnapshot();
}

void
ftf_push_fresh_snapshot(void)
{
	CommandCounterIncrement();
	PushActiveSnapshot(GetTransactionSnapshot());
}

void
ftf_check_own_name(const char *function)
{
	if (InSecurityRestrictedOperation())
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("cannot execute %s within a security-restricted operation",
						function),
				 errdetail("Maintenance of someone's table would act in the name of whoever runs it.")));
}

void
ftf_check_place(const char *function)
{
	PreventCommandIfParallelMode(function);
	ftf_check_own_name(function);
}

void
ftf_check_may_write(const char *function)
{
	PreventCommandIfReadOnly(function);
	ftf_check_place(function);
}
