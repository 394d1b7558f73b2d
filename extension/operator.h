/*-------------------------------------------------------------------------
 *
 * operator.h
 *	  The person that a change is attributed to.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_OPERATOR_H
#define FTF_OPERATOR_H

#include "fmgr.h"

/*
 * The operator of this transaction: whom ftf_act_as named, else the role that
 * logged in.  Raises UF004 for a service role that has named nobody.
 */
extern text *ftf_operator(void);

/* Whom ftf_act_as named, else the role that logged in, service role or not. */
extern text *ftf_operator_or_service(void);

/*
 * Names of the role that logged in, whatever SET ROLE or definers say now,
 * and of the one whose privileges count now.  Raise UF005 if the name is not
 * valid in UTF-8.
 */
extern text *ftf_session_role(void);
extern text *ftf_effective_role(void);

/* Transaction callbacks; before the commit, warn of a name without effect. */
extern void ftf_operator_before_commit(void);
extern void ftf_operator_at_transaction_end(void);
extern void ftf_operator_at_subtransaction_abort(SubTransactionId mine);
extern void ftf_operator_at_subtransaction_commit(SubTransactionId mine,
												  SubTransactionId parent);

#endif							/* FTF_OPERATOR_H */
