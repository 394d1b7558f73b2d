/*-------------------------------------------------------------------------
 *
 * functions.h
 *	  The extension's SQL functions: what each is and who may execute it.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_FUNCTIONS_H
#define FTF_FUNCTIONS_H

#include "nodes/pg_list.h"

/* Parts that the accesses of ftf_grant are made of. */
#define FTF_READER		0x01
#define FTF_PIPELINE	0x02
#define FTF_EDITOR		0x04
#define FTF_ACT_AS		0x08
#define FTF_ADMIN		0x10

#define FTF_MAX_ARGUMENTS 4

typedef struct FtfFunction
{
	const char *name;
	Oid			arguments[FTF_MAX_ARGUMENTS];	/* InvalidOid: no more */
	int			defaults;		/* null, or an empty object or array */
	Oid			result;			/* RECORDOID: a table */
	const char *names;			/* of arguments and of a table's columns */
	const char *symbol;			/* in the library */
	char		volatility;
	int			part;			/* 0: nobody executes it */
} FtfFunction;

/* In the order of the install script; one without a name is the end. */
extern const FtfFunction ftf_functions[];

/* The member of the extension that it is; InvalidOid if there is none. */
extern Oid	ftf_function_oid(const FtfFunction *function);

/* Its name and the types of its arguments, for people. */
extern char *ftf_function_signature(const FtfFunction *function);

/* NULL, or how it differs from what the install script made. */
extern const char *ftf_function_fault(const FtfFunction *function);

/* NULL, or what lets others execute or replace it. */
extern const char *ftf_function_privilege_fault(const FtfFunction *function);

/*
 * Functions that have this one's name and schema, but are neither members of
 * the extension nor in the place of one, as a list of OIDs.
 */
extern List *ftf_function_strangers(const FtfFunction *function);

/* True if the function is the one of this name that the script made. */
extern bool ftf_is_function(Oid oid, const char *name);

#endif							/* FTF_FUNCTIONS_H */
