/*-------------------------------------------------------------------------
 *
 * ftf_config.c
 *	  The module: what is set up when a backend loads it.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "catalog.h"
#include "durable.h"
#include "fmgr.h"
#include "operator.h"
#include "permit.h"
#include "progress.h"
#include "utils/guc.h"

PG_MODULE_MAGIC;

void		_PG_init(void);

static void
at_transaction_end(XactEvent event, void *arg)
{
	switch (event)
	{
		case XACT_EVENT_PRE_COMMIT:
			ftf_operator_before_commit();
			ftf_durable_before_commit();
			break;
		case XACT_EVENT_PRE_PREPARE:
			ftf_durable_refuse_prepare();
			break;
		case XACT_EVENT_COMMIT:
		case XACT_EVENT_ABORT:
		case XACT_EVENT_PREPARE:
			ftf_permit_clear();
			ftf_operator_at_transaction_end();
			ftf_durable_at_transaction_end();
			break;
		default:
			break;
	}
}

static void
at_subtransaction_end(SubXactEvent event, SubTransactionId mine,
					  SubTransactionId parent, void *arg)
{
	if (event == SUBXACT_EVENT_ABORT_SUB)
	{
		ftf_permit_clear();
		ftf_operator_at_subtransaction_abort(mine);
		ftf_durable_at_subtransaction_end(mine, InvalidSubTransactionId);
	}
	else if (event == SUBXACT_EVENT_COMMIT_SUB)
	{
		ftf_operator_at_subtransaction_commit(mine, parent);
		ftf_durable_at_subtransaction_end(mine, parent);
	}
}

void
_PG_init(void)
{
	ftf_progress_init();
	MarkGUCPrefixReserved("ftf_config");
	ftf_catalog_init();
	RegisterXactCallback(at_transaction_end, NULL);
	RegisterSubXactCallback(at_subtransaction_end, NULL);
}
