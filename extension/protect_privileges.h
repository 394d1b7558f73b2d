/*-------------------------------------------------------------------------
 *
 * protect_privileges.h
 *	  Who may write the tables and the view, or drop them.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_PROTECT_PRIVILEGES_H
#define FTF_PROTECT_PRIVILEGES_H

#include "protect.h"
#include "utils/rel.h"

/* Of a table or view. */
extern void ftf_protect_privileges(FtfReport *report, Relation rel);

/* Of the schema, whose owner can drop what is in it. */
extern void ftf_protect_schema(FtfReport *report);

#endif							/* FTF_PROTECT_PRIVILEGES_H */
