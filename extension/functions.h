/*-------------------------------------------------------------------------
 *
 * functions.h
 *	  The extension's SQL functions: what each is and who may execute it.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FTF_FUNCTIONS_H
#define FTF_FUNCTIONS_H

#include "access/htup.h"
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
	int			versions;		/* of the extension, that have it */
} FtfFunction;

/*
 * The function after this one, in the order of the install script, that the
 * called extension's version has; the first after NULL, NULL after the last.
 */
extern const FtfFunction *ftf_next_function(const FtfFunction *function);

/* What is in its place, to be released; NULL if nothing is. */
extern HeapTuple ftf_function_tuple(const FtfFunction *function);

/* The member of the extension that it is; InvalidOid if there is none. */
extern Oid	ftf_function_oid(const FtfFunction *function);

/* Its name and the types of its arguments, for people. */
extern char *ftf_function_signature(const FtfFunction *function);

/*
 * Functions that have this one's name and schema, but are neither members of
 * the extension nor in the place of one, as a list of OIDs.
 */
extern List *ftf_function_strangers(const FtfFunction *function);

#endif							/* FTF_FUNCTIONS_H */
