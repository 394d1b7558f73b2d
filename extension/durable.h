/*-------------------------------------------------------------------------
 *
 * durable.h
 *	  What a transaction did that its end answers for: what was acknowledged
 *	  is kept.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_DURABLE_H
#define FTF_DURABLE_H

typedef enum FtfDone
{
	FTF_DONE_LOCK,				/* the parameters' row lock is held */
	FTF_DONE_CHANGE,			/* a revision was made */
	FTF_DONE_SNAPSHOT,			/* a run's snapshot was taken */
	FTF_DONE_ACCESS,			/* an access was granted or revoked */
	FTF_DONE_KINDS
} FtfDone;

/* Note what was done, until the (sub)transaction that did it is rolled back. */
extern void ftf_durable_note(FtfDone done);

/* Transaction callbacks. */
extern void ftf_durable_before_commit(void);
extern void ftf_durable_refuse_prepare(void);
extern void ftf_durable_at_transaction_end(void);
extern void ftf_durable_at_subtransaction_end(SubTransactionId mine,
											  SubTransactionId heir);

#endif							/* FTF_DURABLE_H */
