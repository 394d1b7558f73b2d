/*-------------------------------------------------------------------------
 *
 * errors.h
 *	  SQLSTATEs of ftf_config's own class, UF.
 *
 * Programs branch on these, so a code never changes its meaning.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_ERRORS_H
#define FTF_ERRORS_H

#include "utils/elog.h"

/* a parameter that was asked for is not in the store */
#define ERRCODE_FTF_MISSING			MAKE_SQLSTATE('U', 'F', '0', '0', '1')
/* changed by someone else since if_revision */
#define ERRCODE_FTF_CONFLICT		MAKE_SQLSTATE('U', 'F', '0', '0', '2')
/* history, snapshots and parameters can't be written this way */
#define ERRCODE_FTF_GUARDED			MAKE_SQLSTATE('U', 'F', '0', '0', '3')
/* reason or operator missing */
#define ERRCODE_FTF_UNATTRIBUTED	MAKE_SQLSTATE('U', 'F', '0', '0', '4')
/* key, value or other input not admitted */
#define ERRCODE_FTF_NOT_ADMITTED	MAKE_SQLSTATE('U', 'F', '0', '0', '5')
/* value breaks its definition */
#define ERRCODE_FTF_DEFINITION		MAKE_SQLSTATE('U', 'F', '0', '0', '6')
/* this run_id has a snapshot with other overrides */
#define ERRCODE_FTF_RUN_DIFFERS		MAKE_SQLSTATE('U', 'F', '0', '0', '7')
/* the ledger does not verify */
#define ERRCODE_FTF_LEDGER			MAKE_SQLSTATE('U', 'F', '0', '0', '8')

#endif							/* FTF_ERRORS_H */
