/*-------------------------------------------------------------------------
 *
 * durable.c
 *	  What a transaction did that its end answers for: what was acknowledged
 *	  is kept.
 *
 * A transaction that wrote commits as with synchronous_commit = on, or more:
 * it waits for the disk, and for the synchronous standbys where there are any.
 * Deciding that at the commit leaves no setting to anybody.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/xact.h"
#include "durable.h"
#include "utils/guc.h"

/* Outermost open subtransaction that did each; invalid: none did. */
static SubTransactionId done_in[FTF_DONE_KINDS];

static bool
is_done(FtfDone done)
{
	return done_in[done] != InvalidSubTransactionId;
}

void
ftf_durable_note(FtfDone done)
{
	if (!is_done(done))
		done_in[done] = GetCurrentSubTransactionId();
}

/*
 * After deferred triggers, so that nothing of the transaction's own comes
 * after it.  The setting ends with the transaction, as SET LOCAL's do, which
 * is after its commit was waited for.
 */
void
ftf_durable_before_commit(void)
{
	if ((is_done(FTF_DONE_CHANGE) || is_done(FTF_DONE_SNAPSHOT) ||
		 is_done(FTF_DONE_ACCESS)) &&
		synchronous_commit < SYNCHRONOUS_COMMIT_REMOTE_FLUSH)
		(void) set_config_option("synchronous_commit", "on", PGC_USERSET,
								 PGC_S_SESSION, GUC_ACTION_LOCAL, true, 0,
								 false);
}

static void
refuse_prepare(const char *did, const char *detail)
{
	ereport(ERROR,
			(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
			 errmsg("cannot PREPARE a transaction that %s", did),
			 errdetail("%s", detail),
			 errhint("Use COMMIT.")));
}

/*
 * The locks would be held by nobody's session, and COMMIT PREPARED waits as
 * long as the session that it is called in says.
 */
void
ftf_durable_refuse_prepare(void)
{
	if (is_done(FTF_DONE_LOCK))
		refuse_prepare("changed parameters",
					   "Until it ends, nobody else could change a parameter.");
	if (is_done(FTF_DONE_SNAPSHOT))
		refuse_prepare("took a run's snapshot",
					   "Until it ends, nobody else could take this run's snapshot, and COMMIT PREPARED might not wait until it is kept.");
	if (is_done(FTF_DONE_ACCESS))
		refuse_prepare("granted or revoked an access",
					   "Until it ends, nobody else could grant or revoke one, and COMMIT PREPARED might not wait until it is kept.");
}

void
ftf_durable_at_transaction_end(void)
{
	for (int done = 0; done < FTF_DONE_KINDS; done++)
		done_in[done] = InvalidSubTransactionId;
}

/* The heir is the parent, or invalid after a rollback. */
void
ftf_durable_at_subtransaction_end(SubTransactionId mine, SubTransactionId heir)
{
	for (int done = 0; done < FTF_DONE_KINDS; done++)
		if (done_in[done] == mine)
			done_in[done] = heir;
}
