/*-------------------------------------------------------------------------
 *
 * called.h
 *	  The function that was called, and the installation that it belongs to.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_CALLED_H
#define FTF_CALLED_H

#include "fmgr.h"

/*
 * Remember which installation the running function belongs to.  Every
 * SQL-callable function and trigger calls this before it touches a table:
 * the tables are those in the function's own schema, whatever search_path is.
 */
extern void ftf_remember_called(FunctionCallInfo fcinfo);

/* The function that was remembered last. */
extern Oid	ftf_called_function(void);

/* The extension that it is a member of; InvalidOid if there is none. */
extern Oid	ftf_called_extension(void);

/* That extension's version; NULL if there is none. */
extern char *ftf_called_version(void);

/* True if its SQL objects are those of 1.0.0, which this library serves, too. */
extern bool ftf_called_is_1_0(void);

/* The schema that it is in, which is the installation's. */
extern Oid	ftf_schema_oid(void);

/* Of schema public that is the database's owner. */
extern Oid	ftf_schema_owner(void);

/* True if the function is a member of the extension, too. */
extern bool ftf_is_member_function(Oid function);

#endif							/* FTF_CALLED_H */
